namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>The name server PowerDNS as the distribution has it. It describes its interface itself, in Swagger 2.0, and knows who calls by a key in a header.</summary>
internal static class PowerDns
{
    public static async Task<StockService> StartAsync(TemporaryFolder folder)
    {
        var program = StockService.Program("pdns_server", "pdns-server");
        Assert.SkipUnless(
            Directory.Exists("/usr/lib") && Directory.EnumerateFiles("/usr/lib", "libbindbackend.so", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Any(),
            "the backend that keeps zones in files is not installed; install the package pdns-backend-bind to measure it");
        var (port, names) = (StockService.FreePort(), StockService.FreePort());
        await File.WriteAllTextAsync(folder["example.org.zone"], "$ORIGIN example.org.\n$TTL 3600\n@ IN SOA ns.example.org. admin.example.org. 1 3600 600 86400 3600\n@ IN NS ns.example.org.\nns IN A 127.0.0.1\n");
        await File.WriteAllTextAsync(folder["named.conf"], $$"""zone "example.org" { type native; file "{{folder["example.org.zone"]}}"; };""");
        await File.WriteAllTextAsync(folder["pdns.conf"], $"""
            launch=bind
            bind-config={folder["named.conf"]}
            socket-dir={folder.Path}
            local-address=127.0.0.1
            local-port={names}
            webserver=yes
            webserver-address=127.0.0.1
            webserver-port={port}
            api=yes
            api-key=mallory-s-password
            security-poll-suffix=
            daemon=no
            guardian=no
            """);
        return await StockService.StartAsync(program, port, "/", $"--config-dir={folder.Path}");
    }
}
