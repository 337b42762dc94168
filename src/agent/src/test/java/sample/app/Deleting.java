package sample.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import sample.api.DmaBuf;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** Removes a directory between two accesses, as a test does that tidies up too much. */
final class Deleting {
  private Deleting() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    DmaBuf buffer = new Heap().export("frames");
    SgTable table = buffer.mapAttachment(buffer.attach("gpu"));
    Scatterlist entry = table.firstEntry();
    long sum = entry.physicalAddress(); // imported: physicalAddress
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
    sum += entry.physicalAddress(); // imported: physicalAddress
    System.out.println(sum != 0);
  }
}
