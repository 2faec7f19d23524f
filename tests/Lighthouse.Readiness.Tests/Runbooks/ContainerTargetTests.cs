using System.Text.Json;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class ContainerTargetTests
{
    private const string Published = """
        target:
          image: registry.example:5000/shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          command: [serve, "--port={port}"]
          environment: { MODE: test }
          port: 8080
          health: /ready
          start_limit: 45 s
          memory: 256 MB
          processors: 1.5
          processes: 200
          credentials: { admin: $SHOP_ADMIN }

        """;

    private const string InTheMachinesNetwork = """
        target:
          dockerfile: service/Dockerfile
          build_context: .
          network: host
          environment: { PORT: "{port}" }

        """;

    [Fact]
    public void An_image_with_a_published_port_is_read()
    {
        var target = Assert.IsType<ContainerTarget>(Read(Published).Target);
        Assert.StartsWith("registry.example:5000/shop@sha256:", Assert.IsType<NamedImage>(target.Image).Reference, StringComparison.Ordinal);
        Assert.Equal(["serve", "--port={port}"], target.Command);
        Assert.Equal(("test", 8080, "/ready", TimeSpan.FromSeconds(45)), (target.Environment["MODE"], target.Port, target.HealthPath, target.StartLimit));
        Assert.Equal(new ContainerLimits(256_000_000, 1.5, 200), target.Limits);
        Assert.Equal("SHOP_ADMIN", target.Credentials["admin"]);
    }

    [Fact]
    public void A_Dockerfile_in_the_machines_network_is_read()
    {
        var target = Assert.IsType<ContainerTarget>(Read(InTheMachinesNetwork).Target);
        Assert.Equal(new BuiltImage(Path.GetFullPath("service/Dockerfile"), Path.GetFullPath(".")), target.Image);
        Assert.Equal((null, "/", new ContainerLimits(null, null, null)), (target.Port, target.HealthPath, target.Limits));
    }

    [Fact]
    public void A_container_in_the_machines_network_may_have_services()
    {
        var target = Assert.IsType<ContainerTarget>(Read(InTheMachinesNetwork.Replace("{port}", "{port} {db.port} {cache.url}", StringComparison.Ordinal) + """
              services:
                - { name: db, command: [postgres, "{data}", "{port}"], health: /ready }
                - { name: cache, command: [cache, "{db.port}"] }

            """).Target);
        Assert.Equal(["db", "cache"], target.Services.Select(service => service.Name));
        Assert.Equal(("/ready", null), (target.Services[0].HealthPath, target.Services[1].HealthPath));
    }

    [Fact]
    public void What_a_Dockerfile_copies_is_beside_it_where_nothing_else_is_said()
    {
        var target = Assert.IsType<ContainerTarget>(Read("target: { dockerfile: service/Dockerfile, port: 80 }\n").Target);
        Assert.Equal(Path.GetFullPath("service"), Assert.IsType<BuiltImage>(target.Image).BuildContext);
    }

    [Theory]
    [InlineData(Published)]
    [InlineData(InTheMachinesNetwork)]
    public void The_schema_accepts_it(string target) =>
        Assert.Empty(new SmallSchema(JsonDocument.Parse(File.ReadAllBytes(Week2.Schema)).RootElement).Check(YamlAsJson.Of(SmallRunbook.Text + target)));

    [Theory]
    [InlineData("LH2070", "target: { image: shop, dockerfile: Dockerfile, port: 80 }", "exactly one of")]
    [InlineData("LH2070", "target: { image: shop, url: \"http://x\", port: 80 }", "exactly one of")]
    [InlineData("LH2071", "target: { image: shop, port: 80, working_folder: x }", "'working_folder' is for a process")]
    [InlineData("LH2071", "target: { image: shop, port: 80, services: [] }", "a container is there with 'network: host'")]
    [InlineData("LH2073", "target: { image: shop, network: host, environment: { P: \"{port}\", X: \"{db.port}\" } }", "uses '{db.port}'")]
    [InlineData("LH2073", "target: { image: shop, network: host, environment: { P: \"{port}\", X: \"{db.data}\" }, services: [ { name: db, command: [a] } ] }", "known here are {port}, {db.port}, {db.url}")]
    [InlineData("LH2071", "target: { image: shop, port: 80, build_context: x }", "built from a 'dockerfile'")]
    [InlineData("LH2071", "target: { command: [a], memory: 1 GB }", "'memory' is for a container")]
    [InlineData("LH2071", "target: { url: \"http://x\", port: 80 }", "'port' is for a target that is started")]
    [InlineData("LH2074", "target: { image: --privileged, port: 80 }", "allowed is a name such as")]
    [InlineData("LH2074", "target: { image: \"shop --privileged\", port: 80 }", "allowed is a name such as")]
    [InlineData("LH2075", "target: { image: shop }", "needs 'port'")]
    [InlineData("LH2075", "target: { image: shop, network: bridge, port: 80 }", "allowed is host")]
    [InlineData("LH2075", "target: { image: shop, network: host, port: 80 }", "has no meaning with")]
    [InlineData("LH2075", "target: { image: shop, network: host }", "must tell the container its {port}")]
    [InlineData("LH2073", "target: { image: shop, port: 80, environment: { X: \"{data}\" } }", "uses '{data}'")]
    [InlineData("LH2025", "target: { image: shop, port: 70000 }", "1 to 65535")]
    [InlineData("LH2025", "target: { image: shop, port: 80.5 }", "1 to 65535")]
    [InlineData("LH2025", "target: { image: shop, port: 80, memory: 1 MB }", "such as '256 MB'")]
    [InlineData("LH2025", "target: { image: shop, port: 80, memory: 10 s }", "such as '256 MB'")]
    [InlineData("LH2025", "target: { image: shop, port: 80, processors: 50 % }", "such as 1.5")]
    public void A_mistake_is_named(string code, string target, string says)
    {
        var mistake = Assert.Single(SmallRunbook.Mistakes(SmallRunbook.Text + target + "\n"));
        Assert.Equal(code, mistake.Code);
        Assert.Contains(says, mistake.Message, StringComparison.Ordinal);
    }

    private static Runbook Read(string target) => SmallRunbook.Read(SmallRunbook.Text + target);
}
