/** Tests of scoring: the rules by themselves, the store and the handler on DynamoDB Local. */
@NullMarked
package salesops.scoring;

import org.jspecify.annotations.NullMarked;
