const button = document.querySelector<HTMLButtonElement>('#theme-toggle');

if (button) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const root = document.documentElement;
    const theme = root.dataset['theme'] === 'light' ? 'dark' : 'light';
    root.dataset['theme'] = theme;
    try {
      localStorage.setItem('modelfolio-theme', theme);
    } catch {
      // A reader who forbids storage keeps the choice for this page only.
    }
  });
}
