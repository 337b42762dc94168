package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.RecordWriter;
import dev.pagewarden.evidence.RunRecord;
import java.util.List;
import java.util.Map;

/** Answers JMX. */
final class Management implements PagewardenMXBean {
  private final Recorder recorder;
  private final RecordWriter writer;
  private volatile Map<AccessSite, RunRecord.Count> before = Map.of();

  Management(Recorder recorder, RecordWriter writer) {
    this.recorder = recorder;
    this.writer = writer;
  }

  @Override
  public String getRecordFile() {
    return writer.file().toString();
  }

  @Override
  public long getLostRecords() {
    return writer.lost();
  }

  @Override
  public long getNotInstrumentedClasses() {
    return recorder.notInstrumented();
  }

  @Override
  public long getAccesses() {
    return getSites().stream().mapToLong(SiteCount::getImported).sum();
  }

  @Override
  public List<SiteCount> getSites() {
    Map<AccessSite, RunRecord.Count> base = before;
    return recorder.counts().values().stream()
        .map(count -> since(base.get(count.site()), count))
        .filter(count -> count.getImported() + count.getOther() > 0)
        .toList();
  }

  private static SiteCount since(RunRecord.Count base, RunRecord.Count now) {
    return new SiteCount(now, base == null ? 0 : base.imported(), base == null ? 0 : base.other());
  }

  @Override
  public void reset() {
    before = recorder.counts();
  }
}
