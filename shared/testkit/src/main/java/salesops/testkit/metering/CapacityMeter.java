package salesops.testkit.metering;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Counts one function's requests to DynamoDB and the units they take, by asking DynamoDB for what
 * each consumed.
 *
 * <p>DynamoDB Local's answer is right for single items. It is too low for transactions (equal
 * figures of several items are counted once), for keys of a batch read that are not there, and for
 * queries that find nothing; and as on AWS there is none for failed conditions and cancelled
 * transactions. Those are computed by DynamoDB's rules.
 */
public final class CapacityMeter implements ExecutionInterceptor {
  private final Meter.Counters counters;
  private final TransactionUnits transactions;

  public CapacityMeter(Meter.Counters counters, TransactionUnits transactions) {
    this.counters = counters;
    this.transactions = transactions;
  }

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
    return switch (context.request()) {
      case PutItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case UpdateItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case DeleteItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case GetItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case QueryRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case ScanRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case BatchWriteItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case TransactWriteItemsRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      default -> context.request();
    };
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
    counters.calls.increment();
  }

  @Override
  public void afterUnmarshalling(
      Context.AfterUnmarshalling context, ExecutionAttributes executionAttributes) {
    counters.writeUnits.add(writeUnits(context.request(), context.response()));
    counters.readUnits.add(readUnits(context.request(), context.response()));
  }

  @Override
  public void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    if (context.exception() instanceof ConditionalCheckFailedException e) {
      counters.writeUnits.add(Capacity.writeUnits(e.hasItem() ? Capacity.size(e.item()) : 0));
    }
    if (context.exception() instanceof TransactionCanceledException e
        && context.request() instanceof TransactWriteItemsRequest request) {
      counters.writeUnits.add(transactions.cancelled(request, e.cancellationReasons()));
    }
  }

  private double writeUnits(SdkRequest request, SdkResponse response) {
    return switch (response) {
      case PutItemResponse r -> units(r.consumedCapacity());
      case UpdateItemResponse r -> units(r.consumedCapacity());
      case DeleteItemResponse r -> units(r.consumedCapacity());
      case BatchWriteItemResponse r ->
          r.consumedCapacity().stream().mapToDouble(CapacityMeter::units).sum();
      case TransactWriteItemsResponse r ->
          transactions.written((TransactWriteItemsRequest) request, r.consumedCapacity());
      default -> 0;
    };
  }

  private static double readUnits(SdkRequest request, SdkResponse response) {
    return switch (response) {
      case GetItemResponse r -> units(r.consumedCapacity());
      case QueryResponse r ->
          atLeast(((QueryRequest) request).consistentRead(), r.consumedCapacity());
      case ScanResponse r ->
          atLeast(((ScanRequest) request).consistentRead(), r.consumedCapacity());
      case BatchGetItemResponse r -> batch((BatchGetItemRequest) request, r);
      case TransactGetItemsResponse r -> transaction((TransactGetItemsRequest) request, r);
      default -> 0;
    };
  }

  private static double units(@Nullable ConsumedCapacity consumed) {
    return consumed == null || consumed.capacityUnits() == null ? 0 : consumed.capacityUnits();
  }

  private static double atLeast(@Nullable Boolean consistent, @Nullable ConsumedCapacity consumed) {
    return Math.max(Capacity.readUnits(0, Boolean.TRUE.equals(consistent)), units(consumed));
  }

  /** Each key by itself, those that are not there like the smallest item. */
  private static double batch(BatchGetItemRequest request, BatchGetItemResponse response) {
    double units = 0;
    for (Map.Entry<String, KeysAndAttributes> table : request.requestItems().entrySet()) {
      boolean consistent = Boolean.TRUE.equals(table.getValue().consistentRead());
      List<Map<String, AttributeValue>> items =
          response.responses().getOrDefault(table.getKey(), List.of());
      KeysAndAttributes unread = response.unprocessedKeys().get(table.getKey());
      int missing =
          table.getValue().keys().size()
              - items.size()
              - (unread == null ? 0 : unread.keys().size());
      units += missing * Capacity.readUnits(0, consistent);
      for (Map<String, AttributeValue> item : items) {
        units += Capacity.readUnits(Capacity.size(item), consistent);
      }
    }
    return units;
  }

  private static double transaction(
      TransactGetItemsRequest request, TransactGetItemsResponse response) {
    double units = 0;
    for (ItemResponse item : response.responses()) {
      units += Capacity.TRANSACTION_FACTOR * Capacity.readUnits(Capacity.size(item.item()), true);
    }
    return Math.max(units, Capacity.TRANSACTION_FACTOR * request.transactItems().size());
  }
}
