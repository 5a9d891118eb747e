"""Makes the small model that the unit tests of feature engineering join with features: scikit-learn's, by skl2onnx."""

import numpy as np
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier

from model_files import root

path = root / "systems" / "feature-engineering" / "test" / "golden" / "random-forest.onnx"


def random_forest():
    """Four features, three classes by name; a ZipMap at the end, as skl2onnx makes it by default."""
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(300, 4))
    place = rows[:, 0] + rows[:, 1] * rows[:, 2]
    classes = np.select([place < -0.5, place > 0.5], ["low", "high"], "middle")
    model = RandomForestClassifier(n_estimators=4, max_depth=4, random_state=7).fit(rows, classes)
    return to_onnx(model, rows[:1].astype(np.float32)).SerializeToString()


if __name__ == "__main__":
    path.write_bytes(random_forest())
    print(f"{path.relative_to(root)}: {path.stat().st_size} bytes")
