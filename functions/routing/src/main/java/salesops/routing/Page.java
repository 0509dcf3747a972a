package salesops.routing;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import j2html.tags.DomContent;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A page for people: plain HTML that works without scripts, nothing of third parties, every text
 * escaped by the library that writes it.
 *
 * @param outcome a code for the log
 */
record Page(int status, String outcome, String heading, List<DomContent> content) {
  private static final String STYLE =
      """
      body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:1.5rem auto;padding:0 1rem;\
      color:#1b1f24;background:#fff;overflow-wrap:anywhere}
      h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}
      h2{font-size:1.15rem;margin:1.8rem 0 .4rem}
      p{margin:.4rem 0}.quiet{color:#57606a}.grade{font-weight:700;padding:.1rem .5rem;\
      border-radius:4px;background:#dbe7fb;color:#10315f}
      blockquote{margin:.8rem 0;padding:.5rem .9rem;border-left:4px solid #d0d7de;\
      white-space:pre-wrap}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.6rem 0}
      dt{color:#57606a}dd{margin:0}
      ol,ul{padding-left:1.3rem;margin:.4rem 0}li{margin:.2rem 0}
      .scroll{overflow-x:auto}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;\
      border-bottom:1px solid #d0d7de;overflow-wrap:normal}
      .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      .chosen{background:#eef4fd}
      form{margin:1rem 0}label{display:block;font-weight:600}
      fieldset{border:0;margin:0 0 1rem;padding:0}legend{font-weight:600;padding:0}
      .choice{padding:.35rem 0;border-bottom:1px solid #d0d7de}
      .choice label{font-weight:400}.choice input{margin-right:.6rem}
      input[type=text],input[type=number]{font:inherit;width:100%;box-sizing:border-box;\
      padding:.5rem;border:1px solid #6e7781;border-radius:4px}
      .said{border:2px solid #b42318;border-radius:4px;padding:.2rem 1rem}
      button,.button{display:inline-block;font:inherit;font-weight:600;padding:.6rem 1.4rem;\
      border:0;border-radius:4px;background:#0b57d0;color:#fff;cursor:pointer;\
      text-decoration:none}
      """;

  private static final String POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src "
          + hash();

  /** The address of a page is a permission, or names a lead: neither is for others to see. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "content-type", "text/html; charset=utf-8",
          "cache-control", "no-store",
          "content-security-policy", POLICY,
          "referrer-policy", "no-referrer",
          "x-content-type-options", "nosniff",
          "x-robots-tag", "noindex, nofollow");

  Page {
    content = List.copyOf(content);
  }

  static Page ok(String outcome, String heading, List<DomContent> content) {
    return new Page(200, outcome, heading, content);
  }

  /** Says in sentences why there is nothing to see. */
  static Page sorry(int status, String outcome, String heading, String... sentences) {
    return new Page(
        status,
        outcome,
        heading,
        Arrays.stream(sentences).<DomContent>map(sentence -> p(sentence)).toList());
  }

  APIGatewayV2HTTPResponse response() {
    String text =
        document(
            html(
                    head(
                        meta().withCharset("utf-8"),
                        meta()
                            .withName("viewport")
                            .withContent("width=device-width, initial-scale=1"),
                        title(heading),
                        style(rawHtml(STYLE))),
                    body(main(h1(heading)).with(content)))
                .withLang("en"));
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(HEADERS)
        .withBody(text)
        .build();
  }

  /** How the policy names the one style that may apply. */
  private static String hash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
