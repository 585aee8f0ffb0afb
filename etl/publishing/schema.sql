-- The one file that says what the published database holds. The dashboard
-- reads these tables and nothing else. Tables and columns may be added, never
-- renamed or removed; raise SCHEMA_VERSION in etl/publishing/store.py with each change.

CREATE TABLE products (
    product_id    VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,      -- 0-based order in the catalogue
    name          VARCHAR NOT NULL,
    description   VARCHAR,
    brand         VARCHAR,
    price         DOUBLE,
    category_path VARCHAR[] NOT NULL,    -- [] where the product has no category
    image_file    VARCHAR,
    image_status  VARCHAR NOT NULL,      -- ok, missing, unreadable, too_large
    text_clean    VARCHAR NOT NULL,      -- the tokens that were embedded, joined by spaces
    thumbnail     BLOB,                  -- WebP, 128 px on the long side
    photo_width   INTEGER,               -- of the file, in pixels, after EXIF orientation
    photo_height  INTEGER,
    -- The other tokens of name and description, in lower case: one entry an occurrence, in the
    -- order of the text. With those of text_clean, all there are. The reasons: number; too_short
    -- (fewer letters than builds' text.min_letters); stop_word (a function
    -- word of the language of the text; text.stop_word_languages are those of the catalogue);
    -- boilerplate (repeated whatever the product, in more documents than
    -- text.boilerplate_documents, which is text.boilerplate_share of all or, in a small
    -- catalogue, a fixed number); no_vector (the
    -- pretrained model of --text-model does not know it).
    text_dropped  STRUCT(token VARCHAR, reason VARCHAR)[],
    network_input BLOB,                  -- WebP: the photo upright, cropped and resized for the network
    seller        VARCHAR,
    recovered_brand VARCHAR,             -- the brand; where it is empty, the one that the name begins with
    sampling_group INTEGER NOT NULL      -- 0-based: products of one seller, else of one brand, else of names
                                         -- that begin alike, which are drawn together; the intervals rest on them
);

CREATE TABLE levels (                    -- the depths of the category tree, 1 is the top
    level         INTEGER PRIMARY KEY,
    n_categories  INTEGER NOT NULL,
    n_products    INTEGER NOT NULL,      -- products whose path reaches this level
    is_clustered  BOOLEAN NOT NULL       -- FALSE: browsable, too thin to be scored; one category has no score either
);

CREATE TABLE spaces (                    -- the sets of vectors; one that has none here is in no other table
    space         VARCHAR PRIMARY KEY,   -- text, image, fused, image_text (not listed where too few products have
                                         -- both sides), text_tfidf, image_histogram; text_raw, image_raw, fused_raw
    position      INTEGER NOT NULL,      -- 0-based, the order in which they are shown
    modality      VARCHAR NOT NULL,      -- what its vectors rest on: text, image, multimodal
    role          VARCHAR NOT NULL,      -- studied: compared and shown; baseline: to compare with; raw:
                                         -- before what is studied was made of it
    extractor     VARCHAR,               -- what made the vectors; NULL: made of those of other spaces
    parameters    JSON NOT NULL          -- of the extractor: version, licence, dimensions, deterministic
);

CREATE TABLE embeddings (
    space         VARCHAR NOT NULL,
    product_id    VARCHAR NOT NULL,
    vector        FLOAT[] NOT NULL       -- exactly what is clustered and scored; of a raw space, what
                                         -- neighbours, suggestions and near-duplicates of its name without _raw rest on
);

CREATE TABLE projections (
    space         VARCHAR NOT NULL,
    method        VARCHAR NOT NULL,      -- pca, tsne, umap
    product_id    VARCHAR NOT NULL,
    x             FLOAT NOT NULL,
    y             FLOAT NOT NULL,
    neighbour_recall FLOAT NOT NULL      -- share of the product's nearest neighbours kept by the map
);

CREATE TABLE map_quality (
    space         VARCHAR NOT NULL,
    method        VARCHAR NOT NULL,
    n_neighbours  INTEGER NOT NULL,
    trustworthiness  DOUBLE NOT NULL,    -- 0 to 1: neighbours on the map that are real ones
    neighbour_recall DOUBLE NOT NULL,    -- 0 to 1: real neighbours that are shown as such
    is_auto       BOOLEAN NOT NULL       -- TRUE once per space: the map that "auto" shows
);

CREATE TABLE clusterings (
    clustering_id VARCHAR PRIMARY KEY,
    space         VARCHAR NOT NULL,
    algorithm     VARCHAR NOT NULL,      -- kmeans, ward, hdbscan
    level         INTEGER,               -- NULL for the k sweep and HDBSCAN
    k             INTEGER NOT NULL,
    seed          INTEGER,               -- NULL for deterministic algorithms
    parameters    JSON NOT NULL,         -- the call; init "published": from the centroids of the version before
    is_default    BOOLEAN NOT NULL
);

CREATE TABLE clusters (
    clustering_id VARCHAR NOT NULL,
    product_id    VARCHAR NOT NULL,
    cluster       INTEGER NOT NULL       -- -1 is noise
);

CREATE TABLE scores (
    clustering_id VARCHAR NOT NULL,
    level         INTEGER,               -- NULL for scores that need no category
    metric        VARCHAR NOT NULL,
    value         DOUBLE NOT NULL,
    ci_low        DOUBLE,                -- NULL where not computed; under sampling of groups
    ci_high       DOUBLE,
    n             INTEGER NOT NULL,      -- products that count in the value
    ci_product_low  DOUBLE,              -- the same as if every product were drawn by itself: too short
    ci_product_high DOUBLE               -- where those of a brand are alike
);

CREATE TABLE differences (               -- of the default clusterings, two by two, on the products of both
    level         INTEGER NOT NULL,
    first         VARCHAR NOT NULL,      -- space
    second        VARCHAR NOT NULL,
    value         DOUBLE NOT NULL,       -- ARI of the first less that of the second
    ci_low        DOUBLE,                -- simultaneous over the pairs of a level, under sampling of groups
    ci_high       DOUBLE,
    n             INTEGER NOT NULL,
    halves_sd     DOUBLE,                -- what clustering anew adds: from disjoint halves of the groups
    ci_product_low  DOUBLE,              -- one by one, as if every product were drawn by itself
    ci_product_high DOUBLE
);

CREATE TABLE stability (                 -- what a clustering owes to its k, its seed, its algorithm
    space         VARCHAR NOT NULL,
    algorithm     VARCHAR NOT NULL,
    k             INTEGER NOT NULL,
    n_runs        INTEGER NOT NULL,
    between_runs  DOUBLE,                -- mean ARI between its runs; for Ward, with those of k-means
    silhouette    DOUBLE,                -- mean over its runs
    ari_mean      DOUBLE,                -- with the categories of level 1, mean over its runs; NULL for one category
    ari_sd        DOUBLE,                -- NULL for one run
    is_choice     BOOLEAN NOT NULL       -- the k of highest silhouette; none where it still rises at the last k
);

CREATE TABLE baselines (                 -- what trivial features give; text_tfidf and image_histogram are spaces
    baseline      VARCHAR NOT NULL,      -- brand, price, description_length
    level         INTEGER NOT NULL,
    k             INTEGER NOT NULL,
    value         DOUBLE NOT NULL,       -- ARI
    ci_low        DOUBLE,
    ci_high       DOUBLE,
    n             INTEGER NOT NULL       -- products that have the feature and a category
);

CREATE TABLE category_silhouettes (      -- how much nearer to its own category than to the next
    space         VARCHAR NOT NULL,
    level         INTEGER NOT NULL,
    product_id    VARCHAR NOT NULL,
    silhouette    FLOAT NOT NULL         -- -1 to 1, on the vectors
);

CREATE TABLE suggestions (               -- the category that the nearest products speak for
    space         VARCHAR NOT NULL,
    level         INTEGER NOT NULL,
    rule          VARCHAR NOT NULL,      -- plain; strict: without near-duplicates, brand and seller
    product_id    VARCHAR NOT NULL,
    category      VARCHAR[] NOT NULL,    -- [] where nobody may vote
    confidence    FLOAT NOT NULL,        -- its share of the votes, 0 to 1
    voters        INTEGER NOT NULL
);

CREATE TABLE doubts (                    -- listings held against what text and photo say, both
    level         INTEGER NOT NULL,
    product_id    VARCHAR NOT NULL,
    rank          INTEGER NOT NULL,      -- 1 is the most doubtful
    suggested     VARCHAR[] NOT NULL,
    score         FLOAT NOT NULL,        -- log odds, suggested against listed
    both_agree    BOOLEAN NOT NULL,      -- the suggested category leads by text and by photo alone
    text_suggested  FLOAT NOT NULL,      -- shares of the votes, 0 to 1
    text_listed     FLOAT NOT NULL,
    image_suggested FLOAT NOT NULL,
    image_listed    FLOAT NOT NULL,
    rule            VARCHAR NOT NULL     -- whose votes these are, by which the doubt is the stronger:
                                         -- plain; strict: without near-duplicates, brand and seller
);

CREATE TABLE ablation (                  -- the texts with and without the words that name the categories of
                                         -- levels 1 and 2, fastText trained anew
    level         INTEGER NOT NULL,
    measure       VARCHAR NOT NULL,      -- ari: mean over seeds of k-means; first_right: share of the first
                                         -- suggestions of the strict rule that are right
    with_words    DOUBLE NOT NULL,
    without_words DOUBLE NOT NULL,
    ci_low        DOUBLE,                -- of the change, without less with, under sampling of groups
    ci_high       DOUBLE,
    n             INTEGER NOT NULL,      -- products that count
    words         VARCHAR[] NOT NULL     -- left out, the commonest first
);

CREATE TABLE rehearsal (                 -- of --rehearse: half of the sampling groups hidden, everything fitted
                                         -- on the rest; no row where it was not run
    space         VARCHAR NOT NULL,
    level         INTEGER NOT NULL,
    measure       VARCHAR NOT NULL,      -- first_right; precision and coverage at the threshold of the verdict
    promised      DOUBLE NOT NULL,       -- by the visible half, strict rule: mean over the repeats
    promised_low  DOUBLE NOT NULL,       -- the lower end of its 95 % interval
    found         DOUBLE NOT NULL,       -- on the hidden half: mean over the repeats
    found_low     DOUBLE NOT NULL,       -- the least that a repeat found
    found_high    DOUBLE NOT NULL,
    kept          INTEGER NOT NULL,      -- repeats that found no less than the lower end promised to them
    n             INTEGER NOT NULL,      -- hidden products of a repeat, in the mean; of precision, the accepted
    repeats       INTEGER NOT NULL
);

CREATE TABLE neighbours (                -- by the vectors before smoothing, under the name of what is studied
    space         VARCHAR NOT NULL,
    product_id    VARCHAR NOT NULL,
    rank          INTEGER NOT NULL,      -- 1 is the nearest
    neighbour_id  VARCHAR NOT NULL,
    similarity    FLOAT NOT NULL         -- cosine, -1 to 1
);

CREATE TABLE cluster_words (             -- of the default clusterings, and of HDBSCAN's in the studied spaces
    clustering_id VARCHAR NOT NULL,
    cluster       INTEGER NOT NULL,      -- never -1; a cluster whose products share no word has no row
    rank          INTEGER NOT NULL,      -- 1 is the most distinctive, 10 the last
    word          VARCHAR NOT NULL,
    weight        DOUBLE NOT NULL,       -- class-based TF-IDF: docs/method.md
    n_inside      INTEGER NOT NULL,      -- products of the cluster that hold the word
    n_outside     INTEGER NOT NULL       -- the clustering's other products that do, noise too
);

CREATE TABLE cluster_medoids (           -- of the same clusterings
    clustering_id VARCHAR NOT NULL,
    cluster       INTEGER NOT NULL,      -- never -1
    rank          INTEGER NOT NULL,      -- 1 is the nearest to the cluster's mean vector, 8 the last
    product_id    VARCHAR NOT NULL,
    similarity    FLOAT NOT NULL         -- cosine with that mean, -1 to 1
);

CREATE TABLE near_duplicates (           -- listings of the same article: one row a pair
    product_id    VARCHAR NOT NULL,      -- the one of the earlier position
    duplicate_id  VARCHAR NOT NULL,
    text_similarity  FLOAT,              -- cosine, at least suggest.near_duplicate of builds' settings
    image_similarity FLOAT               -- the same; NULL where one of the two has no such vector
);

CREATE TABLE load_report (
    severity      VARCHAR NOT NULL,      -- set_aside: not in products; warning: kept
    stage         VARCHAR NOT NULL,
    row           INTEGER,               -- data row of the catalogue, from 1; NULL: the whole catalogue
    product_id    VARCHAR,
    code          VARCHAR NOT NULL,      -- the kind of reason, stable and in no language
    reason        VARCHAR NOT NULL,      -- the reason as a sentence, in the language of the run
    line          INTEGER                -- line of the file on which the row begins, where it is known
);

CREATE TABLE builds (
    key           VARCHAR PRIMARY KEY,
    value         VARCHAR NOT NULL
);
