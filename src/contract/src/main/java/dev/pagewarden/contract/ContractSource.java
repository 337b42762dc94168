package dev.pagewarden.contract;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A contract document before it is read.
 *
 * <p>Two kinds are found beside the built-in one. A library carries one in its jar, always at
 * {@link #RESOURCE}; a project names its own by the {@link #PROPERTY}. They are read in this order:
 * built-in, libraries in class path order, project; the later word wins.
 *
 * @param name what messages call the document, such as a path
 * @param text its YAML
 */
public record ContractSource(String name, String text) {
  /** Where a jar or class directory carries the contract of the API in it. */
  public static final String RESOURCE = "META-INF/pagewarden/contract.yaml";

  /**
   * The system property that names the project's own contract files, separated as in a class path.
   */
  public static final String PROPERTY = "pagewarden.contract";

  /** Reads a file in UTF-8. */
  public static ContractSource of(Path file) throws IOException {
    return new ContractSource(
        file.toString(), Utf8.decode(Files.readAllBytes(file), file.toString()));
  }

  /** Reads what a URL leads to, in UTF-8. */
  public static ContractSource of(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    // A cached jar connection would keep the jar open, and stale once it is rebuilt.
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return of(in, url.toString());
    }
  }

  /** Reads a stream to its end, in UTF-8; does not close it. */
  public static ContractSource of(InputStream in, String name) throws IOException {
    return new ContractSource(name, Utf8.decode(in.readAllBytes(), name));
  }

  /**
   * Reads the contract that a class path entry carries.
   *
   * @param entry a jar or a directory of classes
   * @return empty if it carries none, does not exist or is no jar
   * @throws IOException if it carries one that cannot be read
   */
  public static Optional<ContractSource> carriedBy(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      Path file = entry.resolve(RESOURCE);
      return Files.isRegularFile(file) ? Optional.of(of(file)) : Optional.empty();
    }
    if (!Files.isRegularFile(entry) || !isZip(entry)) {
      return Optional.empty();
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) {
      ZipEntry document = jar.getEntry(RESOURCE);
      if (document == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(document)) {
        return Optional.of(of(in, entry + "!/" + RESOURCE));
      }
    }
  }

  /**
   * Reads the contracts on a class loader's class path, in its order.
   *
   * @param loader null for the system class loader
   */
  public static List<ContractSource> carriedBy(ClassLoader loader) throws IOException {
    ClassLoader from = loader == null ? ClassLoader.getSystemClassLoader() : loader;
    List<ContractSource> sources = new ArrayList<>();
    for (URL url : Collections.list(from.getResources(RESOURCE))) {
      sources.add(of(url));
    }
    return List.copyOf(sources);
  }

  /**
   * Reads the files that an option names.
   *
   * @param paths file names separated as in a class path; null or blank for none
   * @throws IOException if one of them cannot be read
   */
  public static List<ContractSource> named(String paths) throws IOException {
    List<ContractSource> sources = new ArrayList<>();
    for (String path : paths == null ? new String[0] : paths.split(File.pathSeparator)) {
      if (!path.isBlank()) {
        sources.add(of(Path.of(path.strip())));
      }
    }
    return List.copyOf(sources);
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }
}
