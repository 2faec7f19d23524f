using System.Net;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.Faults;

/// <summary>This test program as a small system under test: it answers HTTP, flushes a line to its disk for each question, and ends with whoever started it.</summary>
internal static class PlainTarget
{
    public const string Variable = "LIGHTHOUSE_TEST_TARGET";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    // Not before it is asked for: in namespaces of its own a process may not find its own path. The data folder among the arguments is for whoever
    // looks for what a run has left.
    public static TargetRecipe Recipe => new(
        Environment.ProcessPath!, ["{data}"], new Dictionary<string, string> { [Variable] = "{url}|{data}" }, AppContext.BaseDirectory, "/", StartLimit);

    public static async Task RunAsync(string url, string folder)
    {
        using var listener = new TcpListener(IPAddress.Loopback, new Uri(url).Port);
        listener.Start();
        _ = AnswerAsync(listener, Path.Combine(folder, "asked"));
        using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(new byte[16]) > 0)
        {
        }
    }

    private static async Task AnswerAsync(TcpListener listener, string file)
    {
        await using var asked = new FileStream(file, FileMode.Create);
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            try
            {
                await AnswerAsync(client.GetStream(), asked);
            }
            catch (IOException)
            {
                // Who asked has gone; the next one is answered.
            }
        }
    }

    private static async Task AnswerAsync(NetworkStream connection, FileStream asked)
    {
        using var reader = new StreamReader(connection, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        asked.Write("asked\n"u8);
        asked.Flush(flushToDisk: true);
        await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
    }
}
