package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Turns records of a stream as the SDK reads them into the event Lambda makes of them. */
final class StreamRecords {
  private StreamRecords() {}

  static DynamodbEvent event(List<Record> records, String streamArn) {
    List<DynamodbStreamRecord> converted = new ArrayList<>(records.size());
    for (Record record : records) {
      converted.add(record(record, streamArn));
    }
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(converted);
    return event;
  }

  private static DynamodbStreamRecord record(Record from, String streamArn) {
    software.amazon.awssdk.services.dynamodb.model.StreamRecord change = from.dynamodb();
    StreamRecord to = new StreamRecord();
    to.setKeys(values(change.keys()));
    to.setNewImage(change.hasNewImage() ? values(change.newImage()) : null);
    to.setOldImage(change.hasOldImage() ? values(change.oldImage()) : null);
    to.setSequenceNumber(change.sequenceNumber());
    to.setSizeBytes(change.sizeBytes());
    to.setStreamViewType(StreamViewType.fromValue(change.streamViewTypeAsString()));
    if (change.approximateCreationDateTime() != null) {
      to.setApproximateCreationDateTime(Date.from(change.approximateCreationDateTime()));
    }
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventID(from.eventID());
    record.setEventName(from.eventNameAsString());
    record.setEventVersion(from.eventVersion());
    record.setEventSource(from.eventSource());
    record.setAwsRegion(from.awsRegion());
    record.setEventSourceARN(streamArn);
    record.setDynamodb(to);
    return record;
  }

  private static Map<String, AttributeValue> values(
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> from) {
    Map<String, AttributeValue> to = HashMap.newHashMap(from.size());
    from.forEach((name, value) -> to.put(name, value(value)));
    return to;
  }

  static AttributeValue value(software.amazon.awssdk.services.dynamodb.model.AttributeValue from) {
    AttributeValue to = new AttributeValue();
    switch (from.type()) {
      case S -> to.setS(from.s());
      case N -> to.setN(from.n());
      case B -> to.setB(from.b().asByteBuffer());
      case BOOL -> to.setBOOL(from.bool());
      case NUL -> to.setNULL(true);
      case M -> to.setM(values(from.m()));
      case L -> to.setL(from.l().stream().map(StreamRecords::value).toList());
      case SS -> to.setSS(from.ss());
      case NS -> to.setNS(from.ns());
      case BS -> to.setBS(from.bs().stream().map(SdkBytes::asByteBuffer).toList());
      // An empty map, whose kind DynamoDB Local's streams leave out.
      case UNKNOWN_TO_SDK_VERSION -> to.setM(Map.of());
    }
    return to;
  }
}
