package dev.pagewarden.agent;

import dev.pagewarden.evidence.RecordWriter;
import dev.pagewarden.evidence.RunRecord;
import java.util.Collection;
import java.util.function.Consumer;

/** Takes the records of this JVM to its file, and closes the account at its end. */
final class Journal implements Consumer<RunRecord> {
  private final RecordWriter writer;
  private final Troubles troubles;

  Journal(RecordWriter writer, Troubles troubles) {
    this.writer = writer;
    this.troubles = troubles;
  }

  @Override
  public void accept(RunRecord record) {
    if (!writer.write(record) && writer.failure() != null) {
      troubles.report(
          "records cannot be written to "
              + writer.file()
              + " ("
              + writer.failure().getMessage()
              + "); the program goes on, and writing is tried again");
    }
    if (writer.isRestored()) {
      troubles.report(
          writer.file() + " was deleted while this JVM writes it; it has been made anew");
    }
  }

  /**
   * Writes how often each site ran, and that this is the end.
   *
   * @param recorder who knows
   * @param summary whether to say it in a line on standard error, too
   */
  void finish(Recorder recorder, boolean summary) {
    Collection<RunRecord.Count> counts = recorder.counts().values();
    counts.forEach(this);
    writer.flush();
    accept(new RunRecord.End(recorder.nanos(), writer.lost()));
    long lost = writer.flush() ? writer.lost() : writer.lost() + writer.waiting();
    if (summary) {
      String line = Summary.of(counts, recorder.notInstrumented(), lost, writer.file());
      if (line != null) {
        troubles.tell(line);
      }
    }
  }
}
