namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>The attack without a valid identity finds what is wrong with services that it does not know, and nothing else.</summary>
public sealed class AuthBypassOnStockServices : IDisposable
{
    private const string NginxProfile = """
        name: stock-nginx
        openapi: none
        health: /health
        public: [GET /health]
        operations:
          - { method: GET, path: /orders/ }
          - { method: GET, path: /reports/ }
          - { method: GET, path: /reports/index.html }
        identities:
          attacker: { basic: { user: mallory, password: $STOCK_MALLORY_PASSWORD } }
        """;

    private const string RegistryProfile = """
        name: stock-registry
        openapi: none
        health: /
        public: [GET /]
        operations:
          - { method: GET, path: /v2/ }
          - { method: GET, path: /v2/_catalog }
          - { method: POST, path: /v2/probe/blobs/uploads/ }
        identities:
          attacker: { basic: { user: mallory, password: $STOCK_MALLORY_PASSWORD } }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly StockRun _run = new();

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_sound_nginx_passes_and_the_evidence_names_the_profile()
    {
        await using var nginx = await Nginx.StartAsync(_folder);
        var outcome = await _run.GateAsync("auth-bypass", nginx, NginxProfile);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.DoesNotContain("finding:", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\"target-profile\":\"stock-nginx\"", _run.Evidence, StringComparison.Ordinal);
        Assert.Contains("\"target-profile-sha256\":\"", _run.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("mallory-s-password", _run.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("location /reports/ { auth_basic off; }", "GET /reports/: no Authorization header")]
    [InlineData("location ~* \\.html$ { auth_basic off; }", "GET /reports/index.html: no Authorization header")]
    [InlineData("location / { set $realm off; if ($request_uri ~ ^/(orders|reports)/) { set $realm stock; } auth_basic $realm; }", "GET /orders/: double slash before")]
    public async Task A_page_that_was_left_open_is_found(string locations, string attempt)
    {
        await using var nginx = await Nginx.StartAsync(_folder, locations);
        var outcome = await _run.GateAsync("auth-bypass", nginx, NginxProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains(attempt, _run.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_of_which_only_the_beginning_counts_are_found()
    {
        await using var nginx = await Nginx.StartAsync(_folder, oldHashes: true);
        var outcome = await _run.GateAsync("auth-bypass", nginx, NginxProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains("GET /orders/: last character changed", _run.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("no Authorization header\"", _run.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_in_the_environment_is_neither_a_pass_nor_a_finding()
    {
        await using var nginx = await Nginx.StartAsync(_folder);
        Environment.SetEnvironmentVariable("STOCK_MALLORY_PASSWORD", "another-password");
        var outcome = await _run.GateAsync("auth-bypass", nginx, NginxProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains("Inconclusive", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("finding:", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_registry_passes()
    {
        await using var registry = await Registry.StartAsync(_folder, asksWhoCalls: true);
        var outcome = await _run.GateAsync("auth-bypass", registry, RegistryProfile);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }

    [Fact]
    public async Task A_registry_that_asks_nobody_is_found()
    {
        await using var registry = await Registry.StartAsync(_folder, asksWhoCalls: false);
        var outcome = await _run.GateAsync("auth-bypass", registry, RegistryProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains("POST /v2/probe/blobs/uploads/: no Authorization header", _run.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_a_profile_cannot_describe_is_not_run_and_says_why()
    {
        await using var nginx = await Nginx.StartAsync(_folder);
        var outcome = await _run.GateAsync("nonce-reuse", nginx, NginxProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains("a profile does not say how a service uses nonces", _run.Evidence, StringComparison.Ordinal);
    }
}
