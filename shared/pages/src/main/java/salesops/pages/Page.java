package salesops.pages;

import static j2html.TagCreator.p;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.List;

/**
 * The answer to a request for a page, or the page that explains why there is none.
 *
 * @param outcome a code for the log
 */
public record Page(int status, String outcome, String heading, List<DomContent> content) {
  public Page {
    content = List.copyOf(content);
  }

  public static Page ok(String outcome, String heading, List<DomContent> content) {
    return new Page(200, outcome, heading, content);
  }

  /** Says in sentences why there is nothing to see. */
  public static Page sorry(int status, String outcome, String heading, String... sentences) {
    return new Page(
        status,
        outcome,
        heading,
        Arrays.stream(sentences).<DomContent>map(sentence -> p(sentence)).toList());
  }

  /** For a link in a message that is too old. */
  public static Page expiredLink(long lifeDays) {
    return sorry(
        410,
        "expired",
        "This link has expired",
        "Links in messages work for " + lifeDays + " days.",
        "Nothing was changed. Use the link in a newer message, or ask your Salesops"
            + " administrator.");
  }

  /** For a link that nobody made, or that was cut off. */
  public static Page invalidLink() {
    return sorry(
        404,
        "invalid",
        "This link does not work",
        "It may have been cut off when it was copied. Nothing was changed.",
        "Open it from the message again, by its button.");
  }

  public APIGatewayV2HTTPResponse response() {
    Document document = Document.english(heading, Document.Width.MIDDLE, content);
    // What is wrong is heard before the page is read.
    Document shown = status == 422 ? document.titled("Error: " + document.title()) : document;
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Document.PRIVATE)
        .withBody(shown.markup())
        .build();
  }
}
