package dev.pagewarden.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;

/** The directory in which the JVMs of a build leave their records, one file each. */
record RecordDirectory(Path path) {
  private static final String RECORDS = "*.jsonl";

  /** Removes the records of an earlier build, and nothing else that lies there. */
  void clean() throws MojoExecutionException {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> records = Files.newDirectoryStream(path, RECORDS)) {
      for (Path record : records) {
        Files.deleteIfExists(record);
      }
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot remove earlier records from " + path + ": " + e, e);
    }
  }
}
