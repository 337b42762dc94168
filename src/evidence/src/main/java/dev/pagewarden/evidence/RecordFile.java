package dev.pagewarden.evidence;

import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A record file that this JVM has made and holds open, so that its content stays within reach even
 * where somebody deletes it.
 *
 * <p>A {@code FileChannel} would not do: interrupting a thread that writes to one closes it for
 * all, and the programs we watch interrupt threads.
 */
final class RecordFile implements Closeable {
  private static final int MOST_ATTEMPTS = 100;
  private static final int BUFFER = 1 << 16;

  private final File file;
  private final FileOutputStream out;
  private final RandomAccessFile content;

  private RecordFile(Path path) throws IOException {
    file = path.toFile();
    out = new FileOutputStream(file, true);
    content = new RandomAccessFile(file, "r");
  }

  /**
   * Makes a new file.
   *
   * @param directory where; created if need be
   * @param header its first line; the run gets the name of the file
   * @throws IOException if that fails
   */
  static RecordFile create(Path directory, RunRecord.Header header) throws IOException {
    Files.createDirectories(directory);
    Path path = reserve(directory, header);
    RecordFile created = new RecordFile(path);
    try {
      created.append(RecordWriter.bytes(header.named(stem(path))));
      return created;
    } catch (IOException e) {
      created.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /**
   * Makes an empty file that nobody else has. Process id and start alone would not do: in
   * containers that share a volume, both can be the same.
   */
  private static Path reserve(Path directory, RunRecord.Header header) throws IOException {
    SplittableRandom random = new SplittableRandom();
    for (int attempt = 0; ; attempt++) {
      String chance = HexFormat.of().toHexDigits(random.nextInt());
      Path path =
          directory.resolve(header.pid() + "-" + header.startMillis() + "-" + chance + ".jsonl");
      try {
        return Files.createFile(path);
      } catch (FileAlreadyExistsException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static String stem(Path path) {
    String name = path.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  Path path() {
    return file.toPath();
  }

  /** Appends bytes by one write, as far as the operating system lets it be one. */
  void append(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Whether the file can still be found where it was made. */
  boolean isThere() {
    return file.exists();
  }

  /** Makes the file anew where it was, with all that it held. */
  RecordFile restore() throws IOException {
    Files.createDirectories(path().getParent());
    Files.createFile(path());
    RecordFile restored = new RecordFile(path());
    try {
      copyTo(restored);
      return restored;
    } catch (IOException e) {
      restored.close();
      Files.deleteIfExists(path());
      throw e;
    }
  }

  private void copyTo(RecordFile other) throws IOException {
    byte[] buffer = new byte[BUFFER];
    content.seek(0);
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      other.out.write(buffer, 0, read);
    }
  }

  @Override
  public void close() throws IOException {
    try (content) {
      out.close();
    }
  }
}
