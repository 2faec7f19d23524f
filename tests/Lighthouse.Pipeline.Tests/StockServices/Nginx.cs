using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>nginx as the distribution has it, with users mallory and alice and pages that need one of them.</summary>
internal static class Nginx
{
    // crypt(3) of old, salt "rl", of "mallory-s-password" and "alice-s-password": it knows their first eight characters only.
    private const string OldHashes = "mallory:rlhE7ctODIfv6\nalice:rlqIx4GgednOY\n";

    /// <param name="folder">Where its files go.</param>
    /// <param name="locations">What stands in its server block beside the users.</param>
    /// <param name="oldHashes">Whether the passwords are kept as they were thirty years ago.</param>
    public static async Task<StockService> StartAsync(TemporaryFolder folder, string locations = "", bool oldHashes = false)
    {
        var program = StockService.Program("nginx", "nginx-light");
        var port = StockService.FreePort();
        foreach (var page in new[] { "orders", "reports", "homes/alice", "homes/mallory" })
            WritePage(folder, page);
        await File.WriteAllTextAsync(folder["www/health"], "ok");
        await File.WriteAllTextAsync(folder["users"], oldHashes ? OldHashes : $"mallory:{Salted("mallory-s-password")}\nalice:{Salted("alice-s-password")}\n");
        await File.WriteAllTextAsync(folder["nginx.conf"], Configuration(folder.Path, port, locations));
        return await StockService.StartAsync(program, port, "/health", "-p", folder.Path, "-c", folder["nginx.conf"], "-e", folder["error.log"]);
    }

    private static void WritePage(TemporaryFolder folder, string page)
    {
        Directory.CreateDirectory(folder[$"www/{page}"]);
        File.WriteAllText(folder[$"www/{page}/index.html"], $"the page {page}");
    }

    private static string Salted(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(8);
        return "{SSHA}" + Convert.ToBase64String([.. SHA1.HashData([.. Encoding.UTF8.GetBytes(password), .. salt]), .. salt]);
    }

    private static string Configuration(string folder, int port, string locations) => $$"""
        daemon off; master_process off; pid {{folder}}/nginx.pid;
        events { worker_connections 128; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
          server {
            listen 127.0.0.1:{{port}};
            root {{folder}}/www;
            auth_basic "stock"; auth_basic_user_file {{folder}}/users;
            location = /health { auth_basic off; }
            {{locations}}
          }
        }
        """;
}
