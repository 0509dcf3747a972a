@NullMarked
package salesops.cli.demo;

import org.jspecify.annotations.NullMarked;
