package salesops.routing;

import static j2html.TagCreator.p;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.List;
import salesops.pages.Document;

/**
 * A page about a lead, or why there is none.
 *
 * @param outcome a code for the log
 */
record Page(int status, String outcome, String heading, List<DomContent> content) {
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
