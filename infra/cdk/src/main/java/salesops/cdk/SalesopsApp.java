package salesops.cdk;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.wiring.Wiring;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Tags;

/** The CDK app: a stack with the state, which must survive, and one without state. */
public final class SalesopsApp {
  /** Name of the stack with tables, secrets, HTTP API and alarm topic. */
  public static final String STATE = "SalesopsState";

  /** Name of the stack with functions, queues, bus and routes. */
  public static final String FUNCTIONS = "SalesopsFunctions";

  private SalesopsApp() {}

  /**
   * The whole suite, not yet synthesised.
   *
   * @param context what was said at synthesis
   * @param out folder of the cloud assembly; absent: a temporary one
   * @param code where each service's code lies
   */
  static App of(Wiring wiring, Code code, Map<String, String> context, @Nullable Path out) {
    Context.check(context, wiring);
    Map<String, Object> all = new HashMap<>(context);
    // CloudFormation refuses to drop what the other stack still uses.
    all.put("@aws-cdk/core:defaultCrossStackReferences", "strong");
    AppProps.Builder props =
        new AppProps.Builder()
            // The template holds what the suite needs and nothing else.
            .analyticsReporting(false)
            .context(all);
    App app = new App(out == null ? props.build() : props.outdir(out.toString()).build());
    StateStack state = new StateStack(app, STATE, wiring);
    new FunctionsStack(app, FUNCTIONS, wiring, state, code);
    Tags.of(app).add("application", "salesops");
    return app;
  }
}
