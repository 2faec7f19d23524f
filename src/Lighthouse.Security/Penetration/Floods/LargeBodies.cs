using System.IO.Compression;
using System.Text;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Bodies beyond every limit, announced and not, and one that grows when it is unpacked.</summary>
internal sealed class LargeBodies : IFlood
{
    private const int Bytes = 12 * 1024 * 1024;
    private const int UnpackedBytes = 64 * 1024 * 1024;

    public string Name => "large bodies";

    public async Task RunAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var token = await run.TokenAsync(cancellation);
        var blanks = PackedBlanks();
        foreach (var operation in run.Operations.Where(operation => operation.BodyExample is not null))
        {
            var subject = await run.SubjectAsync(operation, token, cancellation);
            await TryAsync(run, operation, $"a body of {Bytes >> 20} MB is taken", subject.Plain with { Padding = Bytes }, isChunked: false, cancellation);
            await TryAsync(run, operation, $"a body of {Bytes >> 20} MB without an announced length is taken", subject.Plain with { Padding = Bytes }, isChunked: true, cancellation);
            await UnpackAsync(run, operation, subject.Plain, blanks, cancellation);
        }
    }

    private static async Task TryAsync(PenetrationRun run, OpenApiOperation operation, string what, RawRequest request, bool isChunked, CancellationToken cancellation)
    {
        var answer = await LargeSender.SendAsync(run, request, isChunked, cancellation);
        // A target that closes the connection in the middle has refused as well.
        var isTaken = answer is { Status: not (400 or 401 or 403 or 408 or 411 or 413 or 415 or 429 or 503) };
        run.Log.Attempt(PenetrationClasses.DenialOfService, answer is { Status: 429 } ? Answer.Unclear : Answer.Refused);
        if (isTaken)
            run.Log.Find(PenetrationClasses.DenialOfService, operation, new(what, PenetrationFlaws.BodyLimit), request, answer!);
    }

    private static async Task UnpackAsync(PenetrationRun run, OpenApiOperation operation, RawRequest plain, string blanks, CancellationToken cancellation)
    {
        var packed = (plain with { Body = blanks + Packed(gzip => gzip.Write(Encoding.UTF8.GetBytes(plain.Body!))), BodyIsBytes = true }).With("Content-Encoding", "gzip");
        var (response, _) = await run.SendAsync(packed, cancellation);
        run.Log.Attempt(PenetrationClasses.DenialOfService, response is null or { Status: 429 } ? Answer.Unclear : Answer.Refused);
        if (response?.IsSuccess == true)
            run.Log.Find(PenetrationClasses.DenialOfService, operation, new($"a small body that unpacks to {UnpackedBytes >> 20} MB is taken", PenetrationFlaws.BodyLimit), packed, response);
    }

    // Packed parts may follow one another: the large one is the same for every operation.
    private static string PackedBlanks() => Packed(gzip =>
    {
        var blanks = new byte[1024 * 1024];
        blanks.AsSpan().Fill((byte)' ');
        for (var at = 0; at < UnpackedBytes / blanks.Length; at++)
            gzip.Write(blanks);
    });

    private static string Packed(Action<GZipStream> write)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            write(gzip);
        return Encoding.Latin1.GetString(packed.ToArray());
    }
}
