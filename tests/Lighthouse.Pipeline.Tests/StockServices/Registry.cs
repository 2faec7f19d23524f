namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>The container registry as the distribution has it.</summary>
internal static class Registry
{
    // bcrypt, 16 rounds, of "mallory-s-password".
    private const string Users = "mallory:$2b$04$FR0ZXRMyiy13PPSKISUBeOESIDkjDAbke5rQyWid7mhLe5SZhASGm\n";

    public static async Task<StockService> StartAsync(TemporaryFolder folder, bool asksWhoCalls)
    {
        var program = StockService.Program("docker-registry", "docker-registry");
        var port = StockService.FreePort();
        await File.WriteAllTextAsync(folder["users"], Users);
        await File.WriteAllTextAsync(folder["registry.yml"], $$"""
            version: 0.1
            storage: { filesystem: { rootdirectory: "{{folder.Path}}/data" } }
            http: { addr: "127.0.0.1:{{port}}" }
            {{(asksWhoCalls ? $"auth: {{ htpasswd: {{ realm: stock, path: \"{folder["users"]}\" }} }}" : "")}}
            """);
        return await StockService.StartAsync(program, port, "/", "serve", folder["registry.yml"]);
    }
}
