package salesops.wiring;

import java.util.function.Predicate;
import salesops.model.settings.Settings;

/**
 * A choice whether events go to a queue at all: the bus charges for each copy, even if nobody reads
 * it. A deployment has a parameter for it, which is off at first.
 *
 * @param name of the parameter, in capitalized words
 * @param description what it turns on, and what that costs
 * @param wanted whether it is on where the settings can be asked, as in the local suite
 */
public record Switch(String name, String description, Predicate<Settings> wanted) {}
