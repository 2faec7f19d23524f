using System.Globalization;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Verifying;

/// <summary>What <c>openssl speed</c> reaches with HMAC-SHA256 over blocks of a size, per second of processor time as it counts by itself.</summary>
internal static class OpensslSpeed
{
    public static string? Missing => File.Exists("/usr/bin/openssl") ? null : "openssl is missing";

    public static async Task<double> RateAsync(int bytes, TimeSpan time, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "speed", "-mr", "-seconds", Math.Max(1, (int)Math.Round(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
            "-bytes", bytes.ToString(CultureInfo.InvariantCulture), "-hmac", "sha256",
        ];
        await using var openssl = ChildProcess.Start("/usr/bin/openssl", arguments);
        // The last line reads "+F:number:name:bytes per second".
        var line = (await openssl.OutputAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(text => text.StartsWith("+F:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[^1], CultureInfo.InvariantCulture) / bytes;
    }
}
