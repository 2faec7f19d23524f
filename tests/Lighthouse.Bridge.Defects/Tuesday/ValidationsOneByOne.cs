using Lighthouse.Bridge.Validation;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("validations-one-by-one", "validation-latency", "a lock around the policy lets one validation through at a time, 4 ms each: enough for 250 a second and no more")]
internal sealed class ValidationsOneByOne(IValidation inner, TimeProvider time) : DecoratedValidation(inner), IDefect
{
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(4);
    private readonly SemaphoreSlim policy = new(1);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IValidation>((inner, provider) => new ValidationsOneByOne(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<ValidationResult> ValidateAsync(ValidationRequest request, CancellationToken cancellation)
    {
        await policy.WaitAsync(cancellation);
        try
        {
            await Task.Delay(Held, time, cancellation);
        }
        finally
        {
            policy.Release();
        }

        return await base.ValidateAsync(request, cancellation);
    }
}
