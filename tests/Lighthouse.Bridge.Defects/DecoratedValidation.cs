using Lighthouse.Bridge.Validation;

namespace Lighthouse.Bridge.Defects;

/// <summary>The check of commands as it is; a defect overrides what it spoils.</summary>
internal abstract class DecoratedValidation(IValidation inner) : IValidation
{
    public int Pending => inner.Pending;

    public virtual Task<ValidationResult> ValidateAsync(ValidationRequest request, CancellationToken cancellation) => inner.ValidateAsync(request, cancellation);
}
