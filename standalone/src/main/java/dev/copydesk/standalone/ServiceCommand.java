package dev.copydesk.standalone;

import dev.copydesk.service.AdminServer;
import dev.copydesk.service.ClockWatch;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Lifecycle;
import dev.copydesk.service.RunningService;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.Tracing;
import dev.copydesk.service.kafka.trace.TracingSettings;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.KnownSettings;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Runs one service in this process against a broker elsewhere, until it is told to stop. */
abstract class ServiceCommand extends ConfiguredCommand {

  private final Map<String, String> environment;

  ServiceCommand(Map<String, String> environment) {
    super(environment);
    this.environment = environment;
  }

  /** A service and what it serves over HTTP. */
  record Wired(RunningService service, List<HttpService> routes) {}

  /** Makes the service of settings that were read and found good. */
  @FunctionalInterface
  interface Wiring {
    Wired wire(MeterRegistry metrics, Health health, Tracing tracing);
  }

  /** The settings of the service's own. */
  abstract List<Setting> serviceSettings();

  /** Reads what the service needs, and makes nothing yet. */
  abstract Wiring read(Settings settings, KafkaSettings kafka);

  @Override
  protected final List<Setting> flags() {
    return KnownSettings.join(
        serviceSettings(), KafkaSettings.SETTINGS, HttpSettings.SETTINGS, TracingSettings.SETTINGS);
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = settings();
    KafkaSettings kafka = KafkaSettings.from(settings);
    HttpSettings http = HttpSettings.from(settings);
    TracingSettings traced = TracingSettings.from(settings);
    Wiring wiring = read(settings, kafka);
    settings.check();
    Logging.toConsole(environment);

    Lifecycle parts = new Lifecycle();
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
    PrometheusMeterRegistry metrics = Meters.ofThisProcess();
    parts.add("metrics", metrics::close);
    Health health = new Health();
    new ClockWatch(InstantSource.system(), System::nanoTime).register(health);
    Tracing tracing = parts.add("tracing", Tracing.of(traced, "copydesk-" + spec.name()));
    Wired wired = wiring.wire(metrics, health, tracing);
    RunningService service = parts.add(wired.service().name(), wired.service());
    service.start();
    parts.add("http", new AdminServer(http, health, metrics, wired.routes()));
    try {
      service.ended().get();
      return ExitStatus.OK.code();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SettingsException settingsAreWrong
          ? settingsAreWrong
          : new CommandFailure(
              ExitStatus.OUR_BUG, service.name() + " could not go on: " + e.getCause(), e);
    } finally {
      parts.close();
    }
  }
}
