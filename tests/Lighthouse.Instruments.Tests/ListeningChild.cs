using System.Diagnostics;
using System.Globalization;

namespace Lighthouse.Instruments.Tests;

/// <summary>A real child process that answers HTTP on a loopback port and ends with its parent.</summary>
internal sealed class ListeningChild : IDisposable
{
    public const string Switch = "--listen";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private ListeningChild(Process process, int port)
    {
        Process = process;
        Port = port;
    }

    public Process Process { get; }

    public int Port { get; }

    public static async Task<ListeningChild> StartAsync(int port = 0)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Switch, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        var child = new ListeningChild(process, int.Parse(line!, CultureInfo.InvariantCulture));
        // The first answer of a process is compiled meanwhile: no time that a fault gives an answer is meant for that.
        await child.AnswersAsync(CancellationToken.None).WaitAsync(s_patience);
        return child;
    }

    public static async Task<int> MainAsync(int port)
    {
        await using var server = new LoopbackServer(_ => Task.FromResult((200, "{}")), port);
        Console.WriteLine(server.Port.ToString(CultureInfo.InvariantCulture));

        // The parent holds the other end: its end, however it comes, is ours.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync($"http://127.0.0.1:{Port}/", cancellation);
        return response.IsSuccessStatusCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill();
        Process.Dispose();
    }
}
