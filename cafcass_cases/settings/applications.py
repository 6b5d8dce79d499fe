"""What the project is made of. The order is the order of the floors: each imports only those above it in this list."""

from cafcass_cases.settings.environment import BASE_DIR

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "simple_history",
    "cafcass_cases.core",
    "cafcass_cases.ui",
    "cafcass_cases.policy",
    "cafcass_cases.accounts",
    "cafcass_cases.audit",
    "cafcass_cases.cases",
    "cafcass_cases.duties",
    "cafcass_cases.documents",
    "cafcass_cases.desk",
    "safeguarding",
    "referrals",
    "sharing",
    "situations.adults",
    "situations.advice",
    "situations.disclosure",
    "situations.education",
    "situations.exploitation",
    "situations.fostering",
    "situations.guardianship",
    "situations.offenders",
    "situations.orders",
    "situations.professionals",
    "situations.section37",
    "screening",
    "screening.checks",
    "screening.assessment",
    "screening.letters",
    "practice.directwork",
    "practice.dutydesk",
    "practice.lifecycle",
    "practice.learning",
    "practice.allegations",
    "practice.sampling",
    "figures",
]

MIDDLEWARE = [
    # Each request's id and its one moment; refusals become pages.
    "cafcass_cases.ui.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Keeps what a late form brought, so it stands before the demand to be signed in.
    "cafcass_cases.ui.middleware.IdleTimeoutMiddleware",
    # Every page asks for sign-in unless its view is marked `login_not_required`.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "cafcass_cases.urls"
WSGI_APPLICATION = "cafcass_cases.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cafcass_cases.accounts.backends.StaffBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
CSRF_FAILURE_VIEW = "cafcass_cases.ui.errors.csrf_failure"
SERVICE_HOME_URL_NAME = "desk:show_home"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cafcass_cases.ui.context.page",
            ],
        },
    },
]

# A reason is as long as it needs to be (one field for each history table: one shared between them cannot be updated).
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
