/**
 * Reading files so that every value knows its file, line and path: {@link
 * salesops.settings.yaml.YamlTree} parses, {@link salesops.settings.yaml.Section} hands out the
 * values of a mapping, {@link salesops.settings.yaml.Problems} collects what is wrong.
 */
@NullMarked
package salesops.settings.yaml;

import org.jspecify.annotations.NullMarked;
