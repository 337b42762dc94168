package sample.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat serves requests, many at once. */
final class Server {
  private Server() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File("tomcat").getAbsolutePath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    Tomcat.addServlet(context, "twice", new Twice()).addMapping("/twice");
    tomcat.getConnector();
    tomcat.start();
    URI twice =
        URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/twice?number=");
    HttpClient client = HttpClient.newHttpClient();
    System.out.println(
        IntStream.range(0, 200).parallel().mapToLong(i -> ask(client, twice, i)).sum());
    tomcat.stop();
    tomcat.destroy();
    System.exit(0);
  }

  private static long ask(HttpClient client, URI twice, int number) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(twice.toString() + number)).build();
      return Long.parseLong(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Twice extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(2 * Integer.parseInt(request.getParameter("number")));
    }
  }
}
