using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class TargetMistakesTests
{
    private const string Process = """
        target:
          command: [shop, "--port={port}", "--db={db.port}"]
          working_folder: service
          environment: { DATA: "{data}", EMPTY: "" }
          health: /health
          start_limit: 5 s
          credentials: { admin: $SHOP_ADMIN }
          services:
            - { name: db, command: [postgres, -p, "{port}"] }

        """;

    [Fact]
    public void A_process_with_a_service_is_read()
    {
        var target = Assert.IsType<ProcessTarget>(Read(Process).Target);
        Assert.Equal(["shop", "--port={port}", "--db={db.port}"], target.Process.Command);
        Assert.Equal(Path.GetFullPath("service"), target.Process.WorkingFolder);
        Assert.Equal(("{data}", ""), (target.Process.Environment["DATA"], target.Process.Environment["EMPTY"]));
        Assert.Equal(("/health", TimeSpan.FromSeconds(5)), (target.HealthPath, target.Process.StartLimit));
        Assert.Equal("SHOP_ADMIN", target.Credentials["admin"]);
        var service = Assert.Single(target.Services);
        Assert.Equal(("db", null, TimeSpan.FromSeconds(30)), (service.Name, service.HealthPath, service.StartLimit));
    }

    [Fact]
    public void A_system_that_runs_is_read()
    {
        var target = Assert.IsType<ExternalTarget>(Read("target: { url: \"http://127.0.0.1:8080\", health: /ready }\n").Target);
        Assert.Equal((new Uri("http://127.0.0.1:8080"), "/ready"), (target.Url, target.HealthPath));
    }

    [Fact]
    public void A_runbook_needs_no_target_where_the_build_knows_it() => Assert.Null(Read("").Target);

    [Theory]
    [InlineData("LH2070", "target: { health: /health }", "exactly one of 'command'")]
    [InlineData("LH2070", "target: { command: [a], url: \"http://x\" }", "exactly one of 'command'")]
    [InlineData("LH2071", "target: { url: \"http://x\", program: bin }", "'program' is for a target that is started")]
    [InlineData("LH2072", "target: { url: \"ftp://x\" }", "an address such as")]
    [InlineData("LH2072", "target: { command: [a], health: health }", "a path such as /health")]
    [InlineData("LH2073", "target: { command: [a, \"{prot}\"] }", "uses '{prot}'")]
    [InlineData("LH2073", "target: { command: [a], environment: { X: \"{db.port}\" } }", "uses '{db.port}'")]
    [InlineData("LH2061", "target: { command: [a], credentials: { admin: hunter2 } }", "must name an environment variable")]
    [InlineData("LH2014", "target: { command: [] }", "is empty")]
    [InlineData("LH2025", "target: { command: [a], start_limit: 0 s }", "above 0 s and up to 1 h")]
    [InlineData("LH2021", "target: { command: [a], services: [{ name: db, command: [b] }, { name: db, command: [c] }] }", "is there twice")]
    [InlineData("LH2010", "target: { command: [a], prot: \"1\" }", "the target has no key 'prot'")]
    public void A_mistake_is_named(string code, string target, string says)
    {
        var mistake = Assert.Single(SmallRunbook.Mistakes(SmallRunbook.Text + target + "\n"));
        Assert.Equal(code, mistake.Code);
        Assert.Contains(says, mistake.Message, StringComparison.Ordinal);
    }

    private static Runbook Read(string target) => SmallRunbook.Read(SmallRunbook.Text + target);
}
