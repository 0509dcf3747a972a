package salesops.intake;

import salesops.model.Lead;
import salesops.runtime.http.FormBody;
import salesops.runtime.http.Problem;

/** Reads what a plain HTML form posts; {@code attributes.x} names an attribute. */
final class UrlencodedBody {
  private UrlencodedBody() {}

  static Reading read(String body) {
    FormBody form;
    try {
      form = FormBody.of(body);
    } catch (IllegalArgumentException e) {
      return Reading.refused(Problem.malformed("The body is not urlencoded text."));
    }
    Draft.Builder draft = new Draft.Builder(true);
    form.fields().forEach(field -> put(field, draft));
    return draft.build();
  }

  private static void put(FormBody.Field field, Draft.Builder draft) {
    if (field.name().startsWith(Lead.ATTRIBUTE_PREFIX)) {
      draft.attribute(field.name().substring(Lead.ATTRIBUTE_PREFIX.length()), field.value());
    } else {
      draft.value(field.name(), field.value());
    }
  }
}
