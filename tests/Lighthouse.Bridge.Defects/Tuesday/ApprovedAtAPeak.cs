using Lighthouse.Bridge.Validation;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("approved-at-a-peak", "workload-mix", "of more than 200 validations in a second the others are approved without being looked at")]
internal sealed class ApprovedAtAPeak(IValidation inner, TimeProvider time) : DecoratedValidation(inner), IDefect
{
    private const int Enough = 200;
    private readonly Lock counting = new();
    private long second;
    private int looked;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IValidation>((inner, provider) => new ApprovedAtAPeak(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<ValidationResult> ValidateAsync(ValidationRequest request, CancellationToken cancellation)
    {
        if (Takes())
            return await base.ValidateAsync(request, cancellation);
        var verdict = new Verdict(Decision.Approved, ValidationLayer.Memory, "It was approved.");
        return new ValidationResult(verdict, "unread", TimeSpan.Zero);
    }

    private bool Takes()
    {
        lock (counting)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            (second, looked) = now == second ? (second, looked + 1) : (now, 1);
            return looked <= Enough;
        }
    }
}
