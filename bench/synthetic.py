"""What does a database of any number of products look like, made within seconds?

Products, categories and maps are drawn from hashes of the row's number: the same at
each run. It is there to measure speed, so the scores in it are constants that nobody
computed, and no vector is fitted to anything.

    python bench/synthetic.py --products 20000 --database /tmp/synthetic.duckdb
"""

import argparse
import io
import sys
import time
from pathlib import Path

import duckdb
from PIL import Image, ImageDraw

SCHEMA = Path(__file__).resolve().parents[1] / "etl" / "publishing" / "schema.sql"
SCHEMA_VERSION = "6"
PHOTOS = 64
"""Photos that the products share: their bytes are what counts, not what is on them."""
TOPS, CHILDREN, LEAVES = 7, 8, 10
"""Categories of level 1, then below each one: 514 branches with 1,050 products. 700 real ones have
642: the tree and the charts by branch cost by the branch.
"""

# u: a number in (0, 1) that depends on a row and a name; g: one of the normal distribution.
MACROS = """
CREATE TEMP MACRO u(row, name) AS (hash(row, name) % 1000003 + 0.5) / 1000003;
CREATE TEMP MACRO g(row, name) AS
    sqrt(-2 * ln(u(row, name || '<'))) * cos(2 * pi() * u(row, name || '>'));
CREATE TEMP MACRO word(number) AS
    list_transform([number // 400 % 20, number // 20 % 20, number % 20], lambda each:
        ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu',
         'na', 'pe', 'ri', 'so', 'tu', 'va', 'we', 'xi', 'yo', 'zu'][each + 1])
    .array_to_string('');
"""

PRODUCTS = """
CREATE TEMP TABLE made AS
WITH placed AS (
    SELECT row, floor($tops * u(row, 'top') ** 1.5)::INTEGER AS top,
           floor($children * u(row, 'child') ** 1.2)::INTEGER AS child,
           floor($leaves * u(row, 'leaf'))::INTEGER AS leaf
    FROM range($n) AS all_rows(row)
)
SELECT row, 'P' || lpad(row::VARCHAR, 7, '0') AS product_id, top, child, leaf,
       list_transform(range(12), lambda each:
           CASE WHEN each < 4 THEN word((top * 131 + child * 17 + hash(row, each) % 9)::INTEGER)
                ELSE word((hash(row, each) % 3000)::INTEGER) END) AS words
FROM placed;

INSERT INTO products BY NAME
SELECT product_id, row::INTEGER AS position, array_to_string(words[1:5], ' ') AS name,
       array_to_string(words, ' ') || '. ' || repeat(array_to_string(words, ' ') || ' ', 4)
           AS description,
       CASE WHEN row % 5 = 0 THEN NULL ELSE 'Brand ' || word(row % 300) END AS brand,
       CASE WHEN row % 11 = 0 THEN NULL ELSE round(exp(5 + g(row, 'price')), 2) END AS price,
       ['Category ' || chr(65 + top), 'Child ' || chr(65 + top) || (child + 1),
        'Leaf ' || chr(65 + top) || (child + 1) || '.' || (leaf + 1)] AS category_path,
       row || '.jpg' AS image_file, 'ok' AS image_status,
       array_to_string(words, ' ') AS text_clean, photo AS thumbnail,
       640 AS photo_width, 480 AS photo_height,
       (CASE WHEN row % 5 = 0 THEN 300 + row ELSE row % 300 END)::INTEGER AS sampling_group
FROM made JOIN photos ON photos.number = row % $photos
ORDER BY row;
"""

PARTS = """
INSERT INTO spaces VALUES
    ('text', 0, 'text', 'studied', 'synthetic', '{}'),
    ('image', 1, 'image', 'studied', 'synthetic', '{}'),
    ('fused', 2, 'multimodal', 'studied', NULL, '{}');
CREATE TEMP TABLE depths AS
    SELECT 1 AS level, $tops AS k
    UNION ALL SELECT 2, $tops * $children
    UNION ALL SELECT 3, $tops * $children * $leaves;

INSERT INTO levels
SELECT level, count(DISTINCT category_path[1:level]), count(*), level < 3
FROM products, depths GROUP BY level;

INSERT INTO embeddings
SELECT space, product_id,
       list_transform(range(16), lambda each:
           (cos(top + each) + 0.4 * cos(child * 3 + each) + 0.3 * g(row, space || each))::FLOAT)
FROM spaces, made;

INSERT INTO projections
SELECT space, method, product_id,
       (12 * cos(2 * pi() * top / $tops + 1) + 3 * cos(2 * pi() * child / $children)
        + wide * g(row, space || method || 'x'))::FLOAT,
       (12 * sin(2 * pi() * top / $tops + 1) + 3 * sin(2 * pi() * child / $children)
        + wide * g(row, space || method || 'y'))::FLOAT,
       u(row, space || method)::FLOAT
FROM spaces, made, (VALUES ('pca', 3.0), ('tsne', 1.2), ('umap', 0.9)) AS methods(method, wide);

INSERT INTO map_quality
SELECT space, method, 15, 0.95, 0.6, method = 'umap'
FROM spaces, (VALUES ('pca'), ('tsne'), ('umap')) AS methods(method);

CREATE TEMP TABLE sweep AS SELECT unnest(range(2, 16)) AS k;

INSERT INTO clusterings
SELECT space || '-' || level, space, 'kmeans', level, k, 3, '{}', true
FROM spaces, depths WHERE level < 3
UNION ALL
SELECT space || '-k' || k || '-' || seed, space, 'kmeans', NULL, k, seed, '{}', false
FROM spaces, sweep, range(5) AS seeds(seed)
UNION ALL
SELECT space || '-ward-' || k, space, 'ward', NULL, k, NULL, '{}', false FROM spaces, sweep;

-- Four products out of five are with their own.
INSERT INTO clusters
SELECT clustering_id, product_id,
       CASE WHEN u(row, clustering_id) < 0.8
            THEN (CASE WHEN level = 2 THEN top * $children + child ELSE top END + 1) % k
            ELSE floor(k * u(row, clustering_id || '?')) END::INTEGER
FROM clusterings, made;

INSERT INTO scores
SELECT clustering_id, level, metric, value, value - 0.02, value + 0.02, $n,
       value - 0.01, value + 0.01
FROM clusterings,
     (VALUES ('ari', 0.6), ('ari_seed_mean', 0.59), ('ari_seed_sd', 0.01), ('ari_null_mean', 0.0),
             ('ari_null_high', 0.01), ('ari_halves_mean', 0.6), ('ari_halves_sd', 0.02))
         AS given(metric, value)
WHERE is_default;

INSERT INTO differences
SELECT level, one.space, other.space, 0.1, 0.05, 0.15, $n, 0.02, 0.07, 0.13
FROM spaces one JOIN spaces other ON one.position < other.position,
     (VALUES (1), (2)) AS levels(level);

INSERT INTO stability
SELECT space, algorithm, k, runs, 0.8, 0.2, 0.5, 0.01, algorithm = 'kmeans' AND k = 8
FROM spaces, sweep, (VALUES ('kmeans', 5), ('ward', 1)) AS algorithms(algorithm, runs);

INSERT INTO neighbours
SELECT space, 'P' || lpad(row::VARCHAR, 7, '0'), rank,
       'P' || lpad(((row + 1 + hash(row, rank) % 97) % $n)::VARCHAR, 7, '0'),
       (1 - rank / 20)::FLOAT
FROM spaces, made, range(1, 6) AS ranks(rank);

INSERT INTO suggestions
SELECT space, level, rule, product_id,
       CASE WHEN u(row, space || 'right') < 0.85 THEN category_path[1:level]
            ELSE ['Category A', 'Child A1', 'Leaf A1.1'][1:level] END,
       (0.2 + 0.8 * u(row, space || 'sure'))::FLOAT, 10
FROM spaces, depths, (VALUES ('plain'), ('strict')) AS rules(rule),
     made JOIN products USING (product_id)
WHERE level < 3;

INSERT INTO doubts
SELECT level, product_id, row_number() OVER (PARTITION BY level ORDER BY row),
       ['Category A', 'Child A1'][1:level], (3 - row / $n)::FLOAT, row % 400 = 1,
       0.8, 0.1, 0.7, 0.2, 'plain'
FROM depths, made WHERE level < 3 AND row % 200 = 1 AND top > 0;

INSERT INTO category_silhouettes
SELECT space, level, product_id, (2 * u(row, space || level) - 1)::FLOAT
FROM spaces, depths, made WHERE level < 3;

INSERT INTO cluster_words
SELECT clustering_id, cluster, rank, word(cluster * 31 + rank), 1.0 / rank, 10, 3
FROM clusterings, range(k) AS clusters(cluster), range(1, 11) AS ranks(rank) WHERE is_default;

INSERT INTO cluster_medoids
SELECT clustering_id, cluster, rank, product_id, (1 - rank / 20)::FLOAT
FROM (
    SELECT *, row_number() OVER (PARTITION BY clustering_id, cluster ORDER BY product_id) AS rank
    FROM clusters JOIN clusterings USING (clustering_id) WHERE is_default
)
WHERE rank <= 8;

INSERT INTO builds VALUES
    ('schema_version', $schema), ('fingerprint', 'synthetic'),
    ('built_at', '2026-11-22T10:00:00+00:00'), ('catalog_name', 'synthetic'), ('etl_version', '0');
"""


def make(file: Path, n: int) -> Path:
    """Write a database of `n` products, 64 of them at least; return its file.

    Parameters
    ----------
    file : Path
        Replaced where it exists.
    n : int
    """
    file.unlink(missing_ok=True)
    values = {
        "n": n, "photos": PHOTOS, "tops": TOPS, "children": CHILDREN, "leaves": LEAVES,
        "schema": SCHEMA_VERSION,
    }  # fmt: skip
    with duckdb.connect(str(file)) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8") + MACROS)
        connection.execute("CREATE TEMP TABLE photos (number INTEGER, photo BLOB)")
        connection.executemany(
            "INSERT INTO photos VALUES (?, ?)", [(each, photo(each)) for each in range(PHOTOS)]
        )
        for script in (PRODUCTS, PARTS):
            for statement in duckdb.extract_statements(script):
                parameters = {name: values[name] for name in statement.named_parameters}
                connection.execute(statement, parameters)
    return file


def photo(number: int) -> bytes:
    """Draw a thumbnail of about the size in bytes of a real one."""
    image = Image.effect_noise((128, 96), 24 + number % 16).convert("RGB")
    colour = (40 + number * 37 % 200, 40 + number * 71 % 200, 40 + number * 113 % 200)
    ImageDraw.Draw(image).rounded_rectangle((24, 16, 104, 80), 12, fill=colour)
    written = io.BytesIO()
    image.save(written, "WEBP", quality=60)
    return written.getvalue()


def main() -> int:
    """Write one database and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=20_000)
    parser.add_argument("--database", type=Path, required=True)
    arguments = parser.parse_args()
    begun = time.perf_counter()
    file = make(arguments.database, arguments.products)
    spent = time.perf_counter() - begun
    print(f"{arguments.products} products, {file.stat().st_size / 1e6:.0f} MB, {spent:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
