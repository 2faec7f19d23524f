using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>A process in the engine's network that passes questions on to containers; it is spoken to through a socket in a folder.</summary>
internal sealed class ContainerRelay : IAsyncDisposable
{
    // It ends with its input: whoever started it may be killed.
    private const string Script = """
        use strict;
        use IO::Socket::INET;
        use IO::Socket::UNIX;
        $SIG{CHLD} = 'IGNORE';
        my $server = IO::Socket::UNIX->new(Local => $ARGV[0], Listen => 64) or die "no socket: $!\n";
        my $relay = $$;
        if (!fork) { 1 while sysread STDIN, my $byte, 1; kill 'KILL', $relay; exit 0; }
        while (1) {
            my $client = $server->accept or next;
            if (fork) { close $client; next; }
            alarm 20;
            my ($to, $question) = (scalar <$client>, scalar <$client>);
            chomp $to;
            my $target = IO::Socket::INET->new(PeerAddr => "$to:8080", Timeout => 10) or exit 1;
            print $target $question;
            print $client scalar(<$target>) // '';
            exit 0;
        }
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly string socket;
    private readonly Process? process;

    /// <summary>One that is there already.</summary>
    public ContainerRelay(string socket) => this.socket = socket;

    private ContainerRelay(string socket, Process process) => (this.socket, this.process) = (socket, process);

    /// <summary>Its socket.</summary>
    public string Path => socket;

    public static async Task<ContainerRelay> StartAsync(int engine, string socket)
    {
        var space = string.Create(CultureInfo.InvariantCulture, $"--net=/proc/{engine}/ns/net");
        var process = Process.Start(new ProcessStartInfo("nsenter", [space, "perl", "-e", Script, socket]) { RedirectStandardInput = true })!;
        for (var begun = Stopwatch.GetTimestamp(); !File.Exists(socket); await Task.Delay(10))
            Assert.False(process.HasExited || Stopwatch.GetElapsedTime(begun) > Bound, "the relay did not start");
        return new ContainerRelay(socket, process);
    }

    /// <summary>Whether a container did what it was asked for.</summary>
    public async Task<bool> AskAsync(string address, string what, CancellationToken cancellation)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"{address}\n{what}\n"), cancellation);
        using var reader = new StreamReader(new NetworkStream(connection), Encoding.ASCII);
        return await reader.ReadLineAsync(cancellation) == "done";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
            return;
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Bound);
        process.Dispose();
    }
}
