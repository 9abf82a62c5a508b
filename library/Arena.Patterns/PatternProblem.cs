namespace Arena.Patterns;

/// <summary>What can be wrong with a pattern, or with a pattern and what it is applied to.</summary>
public enum PatternProblem
{
    /// <summary>Dots that are no ellipsis: <c>a . b</c>.</summary>
    StrayDots,

    /// <summary>More than one <c>...</c> for one tensor.</summary>
    SecondEllipsis,

    /// <summary>An axis that stands twice where it may stand once.</summary>
    DuplicateAxis,

    /// <summary>An axis of size 0 in the pattern.</summary>
    ZeroAxis,

    /// <summary>A word that cannot be an axis name: <c>2b</c>.</summary>
    NotAName,

    /// <summary>A name that starts or ends with an underscore.</summary>
    Underscore,

    /// <summary>Parentheses inside of parentheses.</summary>
    NestedGroup,

    /// <summary>A closing parenthesis without an opening one.</summary>
    UnopenedGroup,

    /// <summary>An opening parenthesis without a closing one.</summary>
    UnclosedGroup,

    /// <summary>A character that no pattern of this kind has.</summary>
    UnknownCharacter,

    /// <summary>No <c>-&gt;</c> where one has to be.</summary>
    MissingArrow,

    /// <summary>A second <c>-&gt;</c>, or one where none may be.</summary>
    UnexpectedArrow,

    /// <summary>An element that this kind of pattern does not have, such as a group in an einsum.</summary>
    NotSupportedHere,

    /// <summary><c>...</c> on the right and not on the left.</summary>
    EllipsisOnlyOnRight,

    /// <summary><c>(a ...)</c> on the left: its sizes could not be told apart.</summary>
    EllipsisInLeftGroup,

    /// <summary>A number other than 1 in a rearrange.</summary>
    NumberInRearrange,

    /// <summary>An axis of a rearrange that stands on one side only.</summary>
    OneSidedAxis,

    /// <summary>An axis of a repeat that is missing on the right.</summary>
    AxisLostInRepeat,

    /// <summary>A new axis of a repeat whose size was not given.</summary>
    MissingSize,

    /// <summary>An axis of a reduce that is new on the right.</summary>
    NewAxisInReduce,

    /// <summary>A reduction that does not exist.</summary>
    UnknownReduction,

    /// <summary>A reduction that this element type does not have, such as the mean of integers.</summary>
    ReductionOfType,

    /// <summary>The smallest or largest of nothing.</summary>
    ReductionOfNothing,

    /// <summary>A reduction function that returned another shape than it should have.</summary>
    ReductionResult,

    /// <summary>A tensor with another number of axes than the pattern has.</summary>
    WrongRank,

    /// <summary>A size given for something that cannot be an axis name.</summary>
    BadSizeName,

    /// <summary>A size given for an axis that is not in the pattern.</summary>
    UnusedSize,

    /// <summary>Two sizes given for one axis.</summary>
    DuplicateSize,

    /// <summary>A size below 1.</summary>
    SizeNotPositive,

    /// <summary>Two unknown sizes in one group.</summary>
    CannotInfer,

    /// <summary>An axis that has another size than the pattern, the sizes or another tensor say.</summary>
    SizeMismatch,

    /// <summary>A size that cannot be divided by the given ones.</summary>
    NotDivisible,

    /// <summary>No tensor at all.</summary>
    NoTensor,

    /// <summary>Tensors of one list that do not fit together.</summary>
    TensorsDiffer,

    /// <summary>A pack pattern without <c>*</c>.</summary>
    MissingStar,

    /// <summary>A pack pattern with more than one <c>*</c>.</summary>
    SecondStar,

    /// <summary>Packed shapes that do not fit the packed tensor.</summary>
    PackedShapes,

    /// <summary>An einsum output axis that no operand has.</summary>
    UnknownOutputAxis,

    /// <summary>An axis that stands once, summed away, one edit from another: most likely a typo.</summary>
    LikelyTypo,

    /// <summary><c>...</c> of an einsum that is missing in its output.</summary>
    EllipsisDropped,

    /// <summary>More axes than there are letters to name them with.</summary>
    TooManyAxes,

    /// <summary>More or fewer tensors than the pattern has operands.</summary>
    OperandCount,

    /// <summary>A layer's description of its weight or bias that does not fit its pattern.</summary>
    LayerAxes,
}
