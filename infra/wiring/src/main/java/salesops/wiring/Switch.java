package salesops.wiring;

import java.util.function.Predicate;
import salesops.model.settings.Settings;

/**
 * A switch that decides whether a queue receives events at all, since each copy costs money even if
 * nothing reads it. In a deployment it is a parameter, off by default.
 *
 * @param name name of the parameter, in capitalized words
 * @param description what it turns on, and the costs
 * @param wanted decides from the settings whether it is on, in the local suite
 */
public record Switch(String name, String description, Predicate<Settings> wanted) {}
