package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import salesops.runtime.lambda.Platform;
import salesops.wiring.Function;

/** Creates handlers from the class names in the wiring, as Lambda does. */
final class Functions {
  private Functions() {}

  /**
   * Creates a function.
   *
   * @throws IllegalStateException if the class is missing, isn't a handler or cannot be
   *     instantiated
   */
  static LocalFunction make(Function spec, Platform platform, Engine engine) {
    try {
      Class<?> handler = Class.forName(spec.handler());
      Constructor<?> constructor = handler.getDeclaredConstructor(Platform.class);
      constructor.setAccessible(true);
      RequestHandler<?, ?> made = (RequestHandler<?, ?>) constructor.newInstance(platform);
      return new LocalFunction(spec, made, input(handler), engine);
    } catch (ClassNotFoundException e) {
      throw broken(spec, "its handler " + spec.handler() + " is not on the class path", e);
    } catch (InvocationTargetException e) {
      throw broken(spec, "its handler's constructor failed", e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw broken(spec, "its handler cannot be made from a Platform", e);
    }
  }

  /** The event type of the handler. */
  private static Class<?> input(Class<?> handler) {
    return Arrays.stream(handler.getMethods())
        .filter(m -> m.getName().equals("handleRequest") && !m.isBridge())
        .filter(m -> m.getParameterCount() == 2)
        .map(Method::getParameterTypes)
        .map(types -> types[0])
        .findFirst()
        .orElseThrow();
  }

  private static IllegalStateException broken(Function spec, String why, Throwable cause) {
    return new IllegalStateException("function " + spec.name() + " cannot start: " + why, cause);
  }
}
