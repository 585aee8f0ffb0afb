"""Arrays in, figures out: pure functions, no state and no text of their own."""

import plotly.io as pio

# Every look of a chart is said in `looks`: the default template would only be copied into each
# figure, sent with it, and read again by the browser.
pio.templates.default = None
