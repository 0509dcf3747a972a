package salesops.cli.leads;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.local.pages.FormSnippet;
import salesops.model.settings.Form;

/** {@code salesops forms}: where the forms are, and how a website shows them. */
@Command(
    name = "forms",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the address of each form and what to paste into a page of the website to show it there.",
      "A page may show a form when its site is among the form's origins in the settings."
    })
public final class FormsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "FORM", arity = "0..1", description = "this form only")
  private @Nullable String name;

  @Override
  public Integer call() {
    List<Form> all = connection.suite().settings().current().forms();
    List<Form> forms = all.stream().filter(f -> name == null || f.id().equals(name)).toList();
    if (forms.isEmpty()) {
      throw new UserError(
          name == null
              ? "the settings have no form"
              : "there is no form "
                  + name
                  + "; there are: "
                  + String.join(", ", all.stream().map(Form::id).toList()));
    }
    print(forms, connection.suite().address(), spec.commandLine().getOut());
    return 0;
  }

  public static void print(List<Form> forms, String api, PrintWriter out) {
    for (Form form : forms) {
      out.println(form.id() + "  " + FormSnippet.address(api, form));
      out.println(
          form.texts().size() == 1
              ? "  in " + form.texts().getFirst().language()
              : "  in the reader's language of "
                  + String.join(", ", form.texts().stream().map(Form.Texts::language).toList())
                  + "; ?lang="
                  + form.texts().getLast().language()
                  + " at the end of the address chooses one");
      out.println(
          form.origins().isEmpty()
              ? "  no page may show it yet: name its site under origins of the form in the settings"
              : "  pages of " + String.join(", ", form.origins()) + " show it with");
      out.println();
      out.println(FormSnippet.of(api, form).stripTrailing().indent(4));
    }
  }
}
