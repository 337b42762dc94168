package dev.pagewarden.evidence;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes the record file of this JVM. Each record is one line and one write to the file opened for
 * appending, so that a line is in the operating system's hands when {@link #write} returns: a
 * killed JVM loses nothing. For any number of threads, without a lock.
 *
 * <p>A {@code FileChannel} would not do: interrupting a thread that writes to one closes it for
 * all, and the programs we watch interrupt threads.
 */
public final class RecordWriter implements Closeable {
  private final Path file;
  private final FileOutputStream out;
  private final AtomicReference<IOException> failure = new AtomicReference<>();

  private RecordWriter(Path file) throws IOException {
    this.file = file;
    this.out = new FileOutputStream(file.toFile(), true);
  }

  /**
   * Opens the file {@code <pid>-<startMillis>.jsonl} and writes its header.
   *
   * @param directory where record files lie; created if need be
   * @param header whose pid and start name the file
   * @throws IOException if that fails; nothing can be recorded then
   */
  public static RecordWriter open(Path directory, RunRecord.Header header) throws IOException {
    Files.createDirectories(directory);
    RecordWriter writer =
        new RecordWriter(directory.resolve(header.pid() + "-" + header.startMillis() + ".jsonl"));
    if (!writer.write(header)) {
      writer.close();
      throw writer.failure();
    }
    return writer;
  }

  /** Returns the file that is written. */
  public Path file() {
    return file;
  }

  /**
   * Writes a record. Never throws for the disk's sake: the program that is watched must not suffer.
   *
   * @return whether the record is in the file; if not, {@link #failure} says why
   */
  public boolean write(RunRecord record) {
    byte[] line = RecordFormat.line(record).getBytes(StandardCharsets.US_ASCII);
    try {
      out.write(line);
      return true;
    } catch (IOException e) {
      failure.compareAndSet(null, e);
      return false;
    }
  }

  /** Returns the first failure to write, or null if there was none. */
  public IOException failure() {
    return failure.get();
  }

  /** Closes the file. Records written later are lost, and {@link #write} says so. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
