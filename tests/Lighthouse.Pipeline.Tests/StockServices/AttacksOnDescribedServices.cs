namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>The attacks read the description of services that they do not know, also of Swagger 2.0, and say sensible things of them.</summary>
public sealed class AttacksOnDescribedServices : IDisposable
{
    private const string PowerDnsProfile = """
        name: stock-powerdns
        openapi: /api/docs
        health: /
        # What this configuration answers to nobody by a success: it has no keys, no metadata and no other servers.
        excluded:
          - /api/v1/error
          - POST /api/v1/servers/{server_id}/zones
          - DELETE /api/v1/servers/{server_id}/zones/{zone_id}
          - /api/v1/servers/{server_id}/zones/{zone_id}/axfr-retrieve
          - /api/v1/servers/{server_id}/config/{config_setting_name}
          - /api/v1/servers/{server_id}/zones/{zone_id}/metadata
          - /api/v1/servers/{server_id}/zones/{zone_id}/metadata/{metadata_kind}
          - POST /api/v1/servers/{server_id}/zones/{zone_id}/cryptokeys
          - /api/v1/servers/{server_id}/zones/{zone_id}/cryptokeys/{cryptokey_id}
          - /api/v1/servers/{server_id}/tsigkeys
          - /api/v1/servers/{server_id}/tsigkeys/{tsigkey_id}
          - /api/v1/servers/{server_id}/autoprimaries
          - /api/v1/servers/{server_id}/autoprimaries/{ip}/{nameserver}
        operations:
          - { method: GET, path: "/api/v1/servers/{server_id}", parameters: { server_id: localhost } }
          - { method: PUT, path: "/api/v1/servers/{server_id}/cache/flush", parameters: { server_id: localhost, domain: example.org. } }
          - { method: GET, path: "/api/v1/servers/{server_id}/zones", parameters: { server_id: localhost } }
          - { method: GET, path: "/api/v1/servers/{server_id}/zones/{zone_id}", parameters: { server_id: localhost, zone_id: example.org. } }
          - { method: PATCH, path: "/api/v1/servers/{server_id}/zones/{zone_id}", parameters: { server_id: localhost, zone_id: example.org. }, body: '{"rrsets":[]}' }
          - { method: PUT, path: "/api/v1/servers/{server_id}/zones/{zone_id}", parameters: { server_id: localhost, zone_id: example.org. }, body: '{"kind":"Native"}' }
          - { method: PUT, path: "/api/v1/servers/{server_id}/zones/{zone_id}/notify", parameters: { server_id: localhost, zone_id: example.org. } }
          - { method: GET, path: "/api/v1/servers/{server_id}/zones/{zone_id}/export", parameters: { server_id: localhost, zone_id: example.org. } }
          - { method: PUT, path: "/api/v1/servers/{server_id}/zones/{zone_id}/rectify", parameters: { server_id: localhost, zone_id: example.org. } }
          - { method: GET, path: "/api/v1/servers/{server_id}/config", parameters: { server_id: localhost } }
          - { method: GET, path: "/api/v1/servers/{server_id}/statistics", parameters: { server_id: localhost } }
          - { method: GET, path: "/api/v1/servers/{server_id}/search-data", parameters: { server_id: localhost, q: ns, max: "10" } }
          - { method: GET, path: "/api/v1/servers/{server_id}/zones/{zone_id}/cryptokeys", parameters: { server_id: localhost, zone_id: example.org. } }
        identities:
          attacker: { headers: { X-API-Key: $STOCK_MALLORY_PASSWORD } }
        """;

    private const string AlertmanagerProfile = """
        name: stock-alertmanager
        openapi: file:description.json
        health: /health
        operations:
          - { method: GET, path: /-/ready }
        identities:
          attacker: { basic: { user: mallory, password: $STOCK_MALLORY_PASSWORD } }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _front = new();
    private readonly StockRun _run = new();

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
        _front.Dispose();
    }

    [Fact]
    public async Task A_sound_service_with_a_served_description_passes_and_the_evidence_counts_what_was_left_out()
    {
        await using var service = await PowerDns.StartAsync(_folder);
        var outcome = await _run.GateAsync("auth-bypass", service, PowerDnsProfile);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.DoesNotContain("finding:", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"The profile leaves out \d+ of \d+ described operations", _run.Evidence);
    }

    [Fact]
    public async Task A_way_past_the_key_of_a_described_service_is_found()
    {
        await using var service = await PowerDns.StartAsync(_folder);
        await using var front = await Nginx.StartAsync(_front, $$"""
            location / { auth_basic off; proxy_pass {{service.Url.GetLeftPart(UriPartial.Authority)}}; }
            location ~ /statistics$ { auth_basic off; proxy_pass {{service.Url.GetLeftPart(UriPartial.Authority)}}; proxy_set_header X-API-Key mallory-s-password; }
            """);
        var outcome = await _run.GateAsync("auth-bypass", front, PowerDnsProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains("GET /api/v1/servers/{server_id}/statistics: no X-API-Key header", _run.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classes_that_apply_are_measured_and_the_others_are_named_with_their_reason()
    {
        await using var service = await PowerDns.StartAsync(_folder);
        var outcome = await _run.GateAsync("penetration", service, PowerDnsProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.DoesNotContain("finding: Critical", outcome.Output, StringComparison.Ordinal);
        foreach (var metric in new[] { "injection", "cross_site_scripting", "path_traversal", "remote_code_execution" })
            Assert.Contains($"\"metric\":\"penetration.{metric}\"", _run.Evidence, StringComparison.Ordinal);
        Assert.Contains("denial of service (a profile promises no limits", _run.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("\"metric\":\"penetration.denial_of_service\"", _run.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_a_header_is_nothing_that_another_site_can_use()
    {
        await using var service = await PowerDns.StartAsync(_folder);
        var outcome = await _run.GateAsync("csrf", service, PowerDnsProfile);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains("NotRun", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("which a browser never adds by itself", _run.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auth-bypass")]
    [InlineData("csrf")]
    public async Task A_sound_service_with_a_password_passes(string gate)
    {
        await using var service = await Alertmanager.StartAsync(_folder);
        await using var front = await Nginx.StartAsync(_front, $$"""location / { auth_basic off; proxy_pass {{service.Url.GetLeftPart(UriPartial.Authority)}}; }""");
        var outcome = await _run.GateAsync(gate, front, AlertmanagerProfile, Alertmanager.Description);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.DoesNotContain("finding:", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_takes_every_kind_of_body_from_every_site_is_found()
    {
        await using var service = await Alertmanager.StartAsync(_folder);
        await using var front = await Nginx.StartAsync(_front, $$"""location / { auth_basic off; proxy_pass {{service.Url.GetLeftPart(UriPartial.Authority)}}; }""");
        var outcome = await _run.GateAsync(
            "csrf", front, AlertmanagerProfile.Replace("operations:", "operations:\n  - { method: POST, path: /-/reload }", StringComparison.Ordinal), Alertmanager.Description);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Contains("POST /-/reload: Origin https://attacker.example", _run.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /api/v2/silences: Origin", _run.Evidence, StringComparison.Ordinal);
    }
}
