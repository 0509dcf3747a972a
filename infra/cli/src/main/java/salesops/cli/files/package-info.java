/** Options that say how to read a file, the same in every command that reads one. */
@NullMarked
package salesops.cli.files;

import org.jspecify.annotations.NullMarked;
