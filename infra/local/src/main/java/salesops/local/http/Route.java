package salesops.local.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route of the HTTP API.
 *
 * @param key such as {@code GET /leads/{id}/decision}
 */
record Route(String key, String method, List<String> segments) {

  static Route parse(String key) {
    int space = key.indexOf(' ');
    return new Route(
        key, key.substring(0, space), List.of(key.substring(space + 1).split("/", -1)));
  }

  /** Values of the path's parameters, if it is of this route. */
  Optional<Map<String, String>> match(String requestMethod, String rawPath) {
    List<String> path = List.of(rawPath.split("/", -1));
    if (!method.equals(requestMethod) || path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{") && !path.get(i).isEmpty()) {
        parameters.put(
            segment.substring(1, segment.length() - 1),
            HttpMapping.decode(path.get(i).replace("+", "%2B")));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
