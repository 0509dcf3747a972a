package salesops.runtime.dynamo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a record component is stored where {@link ItemSchema}'s rules do not say enough. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Attribute {
  /** Name of the attribute; empty: the component's name. */
  String value() default "";

  /** The index whose partition key this is; empty: none. */
  String partitionKeyOf() default "";

  /** The index whose sort key this is; empty: none. */
  String sortKeyOf() default "";

  /** Whether an instant is stored in seconds, as DynamoDB's time to live needs it. */
  boolean epochSecond() default false;
}
