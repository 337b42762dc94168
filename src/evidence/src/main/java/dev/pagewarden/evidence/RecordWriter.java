package dev.pagewarden.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes the record file of this JVM. Each record is one line and one write to the file opened for
 * appending, so that a line is in the operating system's hands when {@link #write} returns: a
 * killed JVM loses nothing.
 *
 * <p>For any number of threads and without a lock: a thread that loads a class must never wait here
 * for one that does, and a virtual thread cannot always make room for the one that it waits for.
 *
 * <p>Where the disk is full, lines wait in memory, a bounded number of them, and are tried again
 * with later ones and at the end. Where somebody has deleted the file, it is made anew with all
 * that it held.
 */
public final class RecordWriter implements Closeable {
  private static final int MOST_WAITING = 2_000;
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicReference<RecordFile> file;
  private final AtomicReference<IOException> failure = new AtomicReference<>();
  private final ConcurrentLinkedQueue<byte[]> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingLines = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicBoolean mending = new AtomicBoolean();
  private volatile boolean restored;
  private volatile long nextAttemptNanos;

  private RecordWriter(RecordFile file) {
    this.file = new AtomicReference<>(file);
  }

  /**
   * Makes the file {@code <pid>-<startMillis>-<random>.jsonl}, one that no other JVM has, and
   * writes its header.
   *
   * @param directory where record files lie; created if need be
   * @param header whose pid and start name the file; its run becomes the file's name
   * @throws IOException if that fails; nothing can be recorded then
   */
  public static RecordWriter open(Path directory, RunRecord.Header header) throws IOException {
    return new RecordWriter(RecordFile.create(directory, header));
  }

  static byte[] bytes(RunRecord record) {
    return RecordFormat.line(record).getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the file that is written. */
  public Path file() {
    return file.get().path();
  }

  /**
   * Writes a record. Never throws for the disk's sake: the program that is watched must not suffer.
   *
   * @return whether the record is in the file; if not, {@link #failure} says why
   */
  public boolean write(RunRecord record) {
    byte[] line = bytes(record);
    if (!waiting.isEmpty()) {
      keep(line);
      return mend(false);
    }
    RecordFile target = file.get();
    try {
      target.append(line);
    } catch (IOException e) {
      failed(e);
      keep(line);
      return false;
    }
    if (target.isThere() && target == file.get()) {
      return true;
    }
    // Copied by who restores it or not: a line that stands twice counts once.
    keep(line);
    return mend(false);
  }

  /**
   * Tries to write what waits, now.
   *
   * @return whether nothing waits any more
   */
  public boolean flush() {
    return mend(true);
  }

  private void keep(byte[] line) {
    if (waitingLines.incrementAndGet() > MOST_WAITING) {
      waitingLines.decrementAndGet();
      lost.incrementAndGet();
    } else {
      waiting.add(line);
    }
  }

  /** Writes what waits, unless another thread is at it or has just failed. */
  private boolean mend(boolean atOnce) {
    boolean due = failure.get() == null || System.nanoTime() - nextAttemptNanos >= 0;
    if (!(atOnce || due) || !mending.compareAndSet(false, true)) {
      return false;
    }
    try {
      if (!file.get().isThere()) {
        file.set(file.get().restore());
        restored = true;
      }
      writeWaiting(file.get());
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    } finally {
      mending.set(false);
    }
  }

  private void writeWaiting(RecordFile target) throws IOException {
    if (failure.get() != null && !waiting.isEmpty()) {
      target.append(new byte[] {'\n'}); // what could be written of the last line is no line
    }
    for (byte[] line = waiting.peek(); line != null; line = waiting.peek()) {
      target.append(line);
      waiting.remove();
      waitingLines.decrementAndGet();
    }
  }

  private void failed(IOException e) {
    failure.compareAndSet(null, e);
    nextAttemptNanos = System.nanoTime() + PAUSE_NANOS;
  }

  /** Returns the first failure to write, or null if there was none. */
  public IOException failure() {
    return failure.get();
  }

  /** Whether the file was deleted while it was written, and has been made anew. */
  public boolean isRestored() {
    return restored;
  }

  /** Returns how many records wait to be written. */
  public int waiting() {
    return waitingLines.get();
  }

  /** Returns how many records could not be written and are gone. */
  public long lost() {
    return lost.get();
  }

  /**
   * Closes the file. Records written later are lost, and {@link #write} says so; what waits still
   * is lost, too.
   */
  @Override
  public void close() throws IOException {
    file.get().close();
  }
}
