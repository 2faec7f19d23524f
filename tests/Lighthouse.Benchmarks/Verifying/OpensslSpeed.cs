using System.Globalization;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Verifying;

/// <summary>What <c>openssl speed</c> reaches on this machine.</summary>
internal static class OpensslSpeed
{
    private const int CipherBytes = 16 << 10;

    public static string? Missing => File.Exists("/usr/bin/openssl") ? null : "openssl is missing";

    /// <summary>HMAC-SHA256 over blocks of a size: blocks per second of processor time, as it counts by itself.</summary>
    public static async Task<double> HmacRateAsync(int bytes, TimeSpan time, CancellationToken cancellation) =>
        await BytesPerSecondAsync(bytes, time, cancellation, "-hmac", "sha256") / bytes;

    /// <summary>AES-128-GCM in MB a second by the clock, in so many processes: vectors that keep a core's units busy and leave its memory alone.</summary>
    public static async Task<double> CipherRateAsync(int processes, TimeSpan time, CancellationToken cancellation) => await BytesPerSecondAsync(
        CipherBytes, time, cancellation, ["-elapsed", .. processes > 1 ? ["-multi", $"{processes}"] : Array.Empty<string>(), "-evp", "aes-128-gcm"]) / 1e6;

    private static async Task<double> BytesPerSecondAsync(int bytes, TimeSpan time, CancellationToken cancellation, params string[] what)
    {
        string[] arguments =
        [
            "speed", "-mr", "-seconds", Math.Max(1, (int)Math.Round(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
            "-bytes", bytes.ToString(CultureInfo.InvariantCulture), .. what,
        ];
        await using var openssl = ChildProcess.Start("/usr/bin/openssl", arguments);
        // The last line reads "+F:number:name:bytes per second", for several processes of all of them.
        var line = (await openssl.OutputAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(text => text.StartsWith("+F:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[^1], CultureInfo.InvariantCulture);
    }
}
