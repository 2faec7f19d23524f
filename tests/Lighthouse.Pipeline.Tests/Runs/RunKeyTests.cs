using System.Security.Cryptography;
using Lighthouse.Pipeline.Runs;

namespace Lighthouse.Pipeline.Tests.Runs;

public sealed class RunKeyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_without_a_key_makes_one_of_its_own_each_time()
    {
        using var first = RunKey.For(new RunOptions());
        using var second = RunKey.For(new RunOptions());
        Assert.True(first.IsSelfMade);
        Assert.NotEqual(first.Verification.Id, second.Verification.Id);
        Assert.Null(RunKey.Trusted(new RunOptions()));
    }

    [Fact]
    public void A_key_file_signs_and_its_public_half_is_what_to_trust()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder["private.pem"], made.ExportECPrivateKeyPem());
        File.WriteAllText(folder["public.pem"], made.ExportSubjectPublicKeyInfoPem());
        using var key = RunKey.For(new RunOptions { SigningKey = folder["private.pem"] });
        Assert.False(key.IsSelfMade);
        Assert.Equal(key.Verification.Id, RunKey.Trusted(new RunOptions { TrustedKey = folder["public.pem"] })!.Id);
    }

    [Fact]
    public void What_is_no_key_is_a_mistake_on_the_command_line()
    {
        File.WriteAllText(folder["wrong.pem"], "no key");
        Assert.Equal(ExitCode.Invalid, Assert.Throws<PipelineException>(() => RunKey.For(new RunOptions { SigningKey = folder["wrong.pem"] })).Code);
        Assert.Equal(ExitCode.Invalid, Assert.Throws<PipelineException>(() => RunKey.Trusted(new RunOptions { TrustedKey = folder["wrong.pem"] })).Code);
        Assert.Equal(ExitCode.Invalid, Assert.Throws<PipelineException>(() => RunKey.For(new RunOptions { SigningKey = folder["missing.pem"] })).Code);
    }
}
