"""Wire the dashboard; `server` is the WSGI object."""

import os
import sys
from urllib.parse import quote

from dash import Dash

from dashboard import callbacks, maps_api, routes
from dashboard import server as surroundings
from dashboard.callbacks import first_render
from dashboard.components.static_tree import collapse_static
from dashboard.i18n import LANGUAGES, text
from dashboard.layout import layout
from dashboard.server.settings import SettingsError, read

try:
    SETTINGS = read(os.environ)
except SettingsError as error:
    sys.exit(str(error))

# In the page itself: Chromium asks for an icon at each change of the address, and a filter is one.
ICON = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    "<rect width='32' height='32' rx='7' fill='#0B6470'/>"
    "<g fill='#FFF'><circle cx='10.5' cy='11' r='4.5'/><path d='M18 7h8v8h-8z'/>"
    "<path d='M16 16.5l5.5 5.5-5.5 5.5-5.5-5.5z'/></g></svg>",
    safe="/:='",
)
PAGE = f"""<!DOCTYPE html>
<html lang="{LANGUAGES[0]}">
  <head>
    {{%metas%}}
    <title>{{%title%}}</title>
    <link rel="icon" href="{ICON}">
    {{%css%}}
  </head>
  <body>
    {{%app_entry%}}
    <footer>
      {{%config%}}
      {{%scripts%}}
      {{%renderer%}}
    </footer>
  </body>
</html>"""

app = Dash(
    __name__,
    title=text("app.title", LANGUAGES[0]),
    update_title="",
    health_endpoint="healthz",
    serve_locally=True,
    enable_mcp=False,
    meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
)
app.index_string = PAGE
app.layout = layout()
surroundings.register(app, SETTINGS)
callbacks.register(app)
routes.register(app)
maps_api.register(app)
server = app.server

# Dash learns which scripts it may serve while it builds its first page: without this one, a
# worker that is asked for a script before it was asked for a page answers with an error.
server.test_client().get(SETTINGS.dashboard_url_prefix)
# Only now: that page would have opened the database, and a process that forks may hold none.
app.validation_layout = app.layout
callback_ids = callbacks.callback_ids(app)
app.layout = lambda: collapse_static(first_render.fill(layout()), callback_ids)
