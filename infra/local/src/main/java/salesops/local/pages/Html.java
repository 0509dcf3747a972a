package salesops.local.pages;

/** Text as HTML: nothing a person wrote is markup. */
final class Html {
  private Html() {}

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** A whole page around a body of markup. */
  static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s · Salesops</title>
    <link rel="stylesheet" href="/style.css">
    </head>
    <body>
    <nav><a href="/">Leads</a> <a href="/slack">Slack inbox</a> <a href="/forms/demo">Form</a></nav>
    <main>
    <h1>%s</h1>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(escape(title), escape(title), body);
  }

  static final String STYLE =
      """
      body { margin: 0; font: 16px/1.45 system-ui, sans-serif; color: #1d1c1d; background: #f6f6f4; }
      nav { padding: .7rem 1.2rem; background: #1f3a3d; }
      nav a { color: #fff; margin-right: 1.2rem; }
      main { max-width: 68rem; margin: 0 auto; padding: 0 1.2rem 3rem; }
      h1 { font-size: 1.5rem; }
      h2 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; }
      table { border-collapse: collapse; width: 100%; background: #fff; }
      th, td { text-align: left; padding: .35rem .7rem; border-bottom: 1px solid #e4e4e0; }
      th { font-weight: 600; }
      pre { background: #fff; padding: 1rem; overflow-x: auto; border: 1px solid #e4e4e0; }
      .message { background: #fff; border: 1px solid #e4e4e0; border-left: 4px solid #1f3a3d;
        padding: .6rem 1rem; margin: .5rem 0; }
      .message p { margin: .15rem 0; overflow-wrap: anywhere; }
      .message p:first-child { font-weight: 600; }
      .time { color: #5f5f5b; font-size: .85rem; }
      """;
}
