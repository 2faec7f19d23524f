using System.Diagnostics;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>A service for an image of its own. Nothing can be pulled: the image is made of this machine's Perl and the libraries that it loads.</summary>
internal static class PerlService
{
    private const string Program = "/usr/bin/perl";

    // The first process of a container is asked to end in vain where it does not say what to do then.
    private const string Script = """
        use strict;
        use IO::Socket::INET;
        $| = 1;
        $SIG{CHLD} = 'IGNORE';
        $SIG{TERM} = sub { print "asked to end\n"; exit 0 };
        my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT}, Listen => 128, ReuseAddr => 1) or die "no port: $!\n";
        print "listening\n";
        while (1) {
            my $client = $server->accept or next;
            if (fork) { close $client; next; }
            my $request = <$client> // '';
            while (defined(my $line = <$client>)) { last if $line =~ /^\r?\n$/; }
            select(undef, undef, undef, $ENV{PAUSE} // 0) if $request !~ m{ /health };
            my $status = $request =~ m{ /missing } ? '404 Not Found' : '200 OK';
            $status = '503 Service Unavailable' if $ENV{DB} && !IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $ENV{DB});
            print $client "HTTP/1.1 $status\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n";
            close $client;
            exit 0;
        }
        """;

    /// <summary>Writes a Dockerfile and what it copies.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="script">Another service than the one of this class.</param>
    public static async Task WriteAsync(string folder, string script = Script)
    {
        var modules = Directory.GetDirectories("/usr/lib").Select(place => Path.Combine(place, "perl-base")).FirstOrDefault(Directory.Exists);
        Assert.SkipUnless(modules is not null && File.Exists(Program), "Perl is not installed here as Debian ships it.");
        var root = Path.Combine(folder, "root");
        foreach (var file in (await LibrariesAsync()).Append(Program).Concat(Directory.GetFiles(modules!, "*", SearchOption.AllDirectories)))
            Copy(file, root + file);
        File.WriteAllText(Path.Combine(root, "service.pl"), script);
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), $"FROM scratch\nCOPY root/ /\nENTRYPOINT [\"{Program}\", \"/service.pl\"]\n");
    }

    private static void Copy(string file, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file, target, overwrite: true);
    }

    private static async Task<IEnumerable<string>> LibrariesAsync()
    {
        using var listing = Process.Start(new ProcessStartInfo("ldd", [Program]) { RedirectStandardOutput = true })!;
        var text = await listing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await listing.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('/'));
    }
}
