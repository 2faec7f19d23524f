using System.Diagnostics;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>A small server in a process of its own that writes down which paths it was asked for, and refuses everything once it is told to.</summary>
internal sealed class CountingServer : IDisposable
{
    private const string Script = """
        import http.server, os, sys, threading
        folder, lock = sys.argv[1], threading.Lock()
        class Answer(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                with lock, open(folder + "/asked", "a") as asked:
                    asked.write(self.path + "\n")
                self.send_response(503 if os.path.exists(folder + "/broken") else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()
            def log_message(self, *_):
                pass
        class Server(http.server.ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 128
        server = Server(("127.0.0.1", 0), Answer)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """;

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private CountingServer() => process = Process.Start(new ProcessStartInfo("python3", ["-c", Script, folder.Path]) { RedirectStandardOutput = true, UseShellExecute = false })!;

    public Uri Address { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>The paths that it was asked for, once for each time.</summary>
    public IReadOnlyList<string> Asked => File.Exists(folder["asked"]) ? File.ReadAllLines(folder["asked"]) : [];

    public static async Task<CountingServer> StartAsync(CancellationToken cancellation)
    {
        var server = new CountingServer();
        var line = await server.process.StandardOutput.ReadLineAsync(cancellation);
        Assert.False(string.IsNullOrEmpty(line), "The server did not start.");
        server.Address = new Uri($"http://127.0.0.1:{line}");
        return server;
    }

    public void Break() => File.WriteAllText(folder["broken"], "");

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }
}
