package dev.pagewarden.maven;

import dev.pagewarden.evidence.Preparation;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Attaches the scramble agent to the JVMs of the tests: adds a <code>-javaagent</code> argument to
 * the property from which surefire and failsafe take their arguments.
 *
 * <p>A build that configures <code>&lt;argLine&gt;</code> itself has to take the property in:
 * <code>&lt;argLine&gt;@{argLine} -Xmx1g&lt;/argLine&gt;</code>.
 */
@Mojo(
    name = "prepare-agent",
    defaultPhase = LifecyclePhase.INITIALIZE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class PrepareAgentMojo extends AbstractMojo {
  private static final String AGENT_ARTIFACT = "dev.pagewarden:pagewarden-agent";
  private static final String JUNIT_ARTIFACT = "dev.pagewarden:pagewarden-junit";

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
  private Map<String, Artifact> pluginArtifacts;

  /** Leaves the tests as they are. */
  @Parameter(property = "pagewarden.skip", defaultValue = "false")
  private boolean skip;

  /** Name of the property to extend; read by surefire and failsafe when it is "argLine". */
  @Parameter(property = "pagewarden.propertyName", defaultValue = "argLine")
  private String propertyName;

  /** Directory for the records, one file a JVM. */
  @Parameter(
      property = "pagewarden.destDir",
      defaultValue = "${project.build.directory}/pagewarden/records")
  private File destDir;

  /** Keeps the records of earlier builds instead of starting anew. */
  @Parameter(property = "pagewarden.append", defaultValue = "false")
  private boolean append;

  /**
   * What happens to a mapped table: "record" leaves it as it is, "xor" scrambles its page links, so
   * that a test whose importer follows one fails there and then, "wrap" gives the importer a copy
   * without pages that throws at every access. Each records every access. "record" is the default,
   * since the build's verdict is for SpotBugs' check to give, on all findings.
   */
  @Parameter(property = "pagewarden.strategy", defaultValue = "record")
  private String strategy;

  /**
   * What happens at an access, besides its record: "continue" or "throw". The agent's own default
   * when absent.
   */
  @Parameter(property = "pagewarden.onAccess")
  private String onAccess;

  /**
   * Fails the very test in which an importer reaches for pages. With JUnit Jupiter; extensions are
   * detected automatically then. For other engines there is onAccess "throw".
   */
  @Parameter(property = "pagewarden.failTests", defaultValue = "false")
  private boolean failTests;

  /**
   * What happens to a test JVM in which the agent cannot start: "continue" or "stop". The agent's
   * own default when absent.
   */
  @Parameter(property = "pagewarden.onError")
  private String onError;

  /** Whether each test JVM says in a line at its end what it saw. The agent does when absent. */
  @Parameter(property = "pagewarden.summary")
  private Boolean summary;

  /** How many call sites are watched at most. The agent's own default when absent. */
  @Parameter(property = "pagewarden.maxSites")
  private Integer maxSites;

  /** The project's own contract files, in addition to the built-in one. */
  @Parameter(property = "pagewarden.contract")
  private List<File> contract;

  /** Classes to watch, such as "com.example.*". All when absent. */
  @Parameter(property = "pagewarden.includes")
  private List<String> includes;

  /** Classes not to watch. */
  @Parameter(property = "pagewarden.excludes")
  private List<String> excludes;

  @Override
  public void execute() throws MojoExecutionException {
    if (skip) {
      defineProperty();
      getLog().info("Skipped: the tests run without Pagewarden's agent (pagewarden.skip).");
      return;
    }
    if (startsAnew()) {
      new RecordDirectory(destDir.toPath()).clean();
    }
    String jar = jar(AGENT_ARTIFACT);
    AgentOptions options = new AgentOptions();
    options.add("destdir", destDir.getAbsolutePath());
    options.add("strategy", strategy);
    options.add("on-access", onAccess);
    options.add("on-error", onError);
    options.add("fail-tests", failTests ? "true" : null);
    options.add("summary", text(summary));
    options.add("max-sites", text(maxSites));
    options.add("junit", jar(JUNIT_ARTIFACT));
    options.add("contract", paths(contract));
    options.add("includes", includes);
    options.add("excludes", excludes);
    String argLine = extendedArgLine(jar, "-javaagent:" + jar + "=" + options);
    project.getProperties().setProperty(propertyName, argLine);
    getLog().info(propertyName + " set to " + argLine);
    notePreparation();
  }

  /** So that whoever finds no records later knows why. */
  private void notePreparation() throws MojoExecutionException {
    List<Preparation.TestRun> testRuns =
        new MissingAgent(
                propertyName,
                project.getBuildPlugins(),
                project.getProperties(),
                session.getUserProperties())
            .testRuns(project.getBuild().getDirectory());
    try {
      new Preparation(System.currentTimeMillis(), testRuns).write(destDir.toPath());
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot write to " + destDir + ": " + e, e);
    }
  }

  /** So that {@code @{argLine}} resolves in builds without the agent, too. */
  private void defineProperty() {
    project.getProperties().putIfAbsent(propertyName, "");
  }

  /**
   * A second execution of the goal in the same build must not throw away what tests between the two
   * have recorded.
   */
  private boolean startsAnew() {
    String key = "clean:" + destDir.getAbsolutePath();
    @SuppressWarnings("unchecked")
    Map<String, Object> ofThisBuild = getPluginContext();
    return !append && ofThisBuild.putIfAbsent(key, Boolean.TRUE) == null;
  }

  private String extendedArgLine(String jar, String argument) throws MojoExecutionException {
    try {
      String old = project.getProperties().getProperty(propertyName);
      return new ArgLine(old).withAgent(jar, argument).toString();
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static String paths(List<File> files) {
    return files == null
        ? null
        : files.stream().map(File::getAbsolutePath).collect(Collectors.joining(File.pathSeparator));
  }

  private String jar(String name) throws MojoExecutionException {
    Artifact artifact = pluginArtifacts.get(name);
    if (artifact == null || artifact.getFile() == null) {
      throw new MojoExecutionException(
          name + " is not among the plugin's dependencies; an <exclusion> of it must be removed.");
    }
    return artifact.getFile().getAbsolutePath();
  }
}
