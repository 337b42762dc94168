package dev.pagewarden.detectors;

import dev.pagewarden.contract.ContractSource;
import edu.umd.cs.findbugs.SystemProperties;
import edu.umd.cs.findbugs.classfile.IClassPath;
import edu.umd.cs.findbugs.classfile.ICodeBase;
import edu.umd.cs.findbugs.classfile.ICodeBaseEntry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Gathers the contract documents of one run: what the entries of SpotBugs' class path carry, in
 * class path order, then the project's own. A document that cannot be read is told of and left out.
 */
final class ProjectContracts {
  private final Journal journal;
  private final List<ContractSource> sources = new ArrayList<>();

  private ProjectContracts(Journal journal) {
    this.journal = journal;
  }

  static List<ContractSource> gather(IClassPath classPath, Journal journal) {
    ProjectContracts contracts = new ProjectContracts(journal);
    contracts.addCarried(classPath.appCodeBaseIterator());
    contracts.addCarried(classPath.auxCodeBaseIterator());
    contracts.addNamed(SystemProperties.getProperty(ContractSource.PROPERTY));
    return List.copyOf(contracts.sources);
  }

  private void addCarried(Iterator<? extends ICodeBase> codeBases) {
    while (codeBases.hasNext()) {
      ICodeBase codeBase = codeBases.next();
      ICodeBaseEntry document = codeBase.lookupResource(ContractSource.RESOURCE);
      if (document != null) {
        addCarried(codeBase.getPathName() + "!/" + ContractSource.RESOURCE, document);
      }
    }
  }

  private void addCarried(String name, ICodeBaseEntry document) {
    try (InputStream in = document.openResource()) {
      sources.add(ContractSource.of(in, name));
    } catch (IOException e) {
      journal.note(name + ": the contract cannot be read (" + e.getMessage() + "); left out");
    }
  }

  private void addNamed(String paths) {
    if (paths == null) {
      return;
    }
    for (String path : paths.split(File.pathSeparator)) {
      if (!path.isBlank()) {
        addNamedFile(path.strip());
      }
    }
  }

  private void addNamedFile(String path) {
    try {
      sources.add(ContractSource.of(Path.of(path)));
    } catch (NoSuchFileException e) {
      // The Maven plugin runs SpotBugs in target/, so a relative path rarely means what it says.
      journal.mistake(
          "-D%s=%s: no such file in %s; give an absolute path, such as ${project.basedir}/%s"
              .formatted(ContractSource.PROPERTY, path, Path.of("").toAbsolutePath(), path));
    } catch (IOException | InvalidPathException e) {
      journal.mistake(
          "-D%s=%s: cannot be read: %s".formatted(ContractSource.PROPERTY, path, e.getMessage()));
    }
  }
}
