package salesops.settings.yaml;

/**
 * Where something stands in the settings.
 *
 * @param line from 1 on
 * @param path such as {@code territories[3].employees}; empty for the whole file
 */
public record Place(String file, int line, String path) {
  /**
   * The place of a key below this one. {@code when} is left out of paths: what follows it is never
   * ambiguous, and {@code territories[3].employees} is how people say it.
   */
  public Place key(String key, int keyLine) {
    String below = key.equals("when") ? path : path.isEmpty() ? key : path + "." + key;
    return new Place(file, keyLine, below);
  }

  /** The place of an item of the list that stands here; {@code index} from 0 on. */
  public Place item(int index, int itemLine) {
    return new Place(file, itemLine, path + "[" + index + "]");
  }
}
